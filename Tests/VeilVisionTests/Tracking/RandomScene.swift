import VeilTesting
import VeilVision

/// Frames of detections of objects that move, appear, vanish and are missed, with clutter in between. Built from a seed.
struct RandomScene {
  static let width = 1280
  static let height = 720
  /// Seconds and detections of each frame; nil where no detector ran.
  private(set) var frames: [(seconds: Double, detections: [Detection]?)] = []

  init(seed: UInt64, frameCount: Int = 60, interval: Int = 1) {
    var generator = SplitMix64(seed: seed)
    var objects = (0..<Int.random(in: 0...8, using: &generator)).map { _ in Object(&generator) }
    var seconds = 0.0
    for frame in 0..<frameCount {
      seconds += Double.random(in: 0.01...0.06, using: &generator)
      if Int.random(in: 0..<10, using: &generator) == 0 { objects.append(Object(&generator)) }
      if Int.random(in: 0..<20, using: &generator) == 0, !objects.isEmpty { objects.removeFirst() }
      for index in objects.indices { objects[index].move(&generator) }
      var detections = objects.compactMap { $0.detection(&generator) }
      if Int.random(in: 0..<4, using: &generator) == 0 { detections.append(Object(&generator).clutter) }
      frames.append((seconds, frame.isMultiple(of: interval) ? detections : nil))
    }
  }

  private struct Object {
    private static let categories: [Category] = [.car, .truck, .bus, .person, .bicycle, .motorcycle, .face, .plate]

    private var category: Category
    private var box: Box
    private var velocity: (x: Double, y: Double)

    init(_ generator: inout SplitMix64) {
      category = Self.categories.randomElement(using: &generator) ?? .car
      let width = Double.random(in: 10...300, using: &generator)
      box = Box(
        x: .random(in: -50...1200, using: &generator), y: .random(in: -50...700, using: &generator), width: width,
        height: width * .random(in: 0.3...3, using: &generator))
      velocity = (.random(in: -20...20, using: &generator), .random(in: -8...8, using: &generator))
    }

    var clutter: Detection { Detection(category: category, confidence: 0.3, box: box) }

    mutating func move(_ generator: inout SplitMix64) {
      velocity.x += .random(in: -2...2, using: &generator)
      box.x += velocity.x
      box.y += velocity.y
    }

    func detection(_ generator: inout SplitMix64) -> Detection? {
      guard Int.random(in: 0..<6, using: &generator) > 0 else { return nil }
      var seen = box
      seen.x += .random(in: -2...2, using: &generator)
      seen.width *= .random(in: 0.9...1.1, using: &generator)
      return Detection(category: category, confidence: .random(in: 0.2...1, using: &generator), box: seen)
    }
  }
}
