import Foundation
import VeilMedia
import VeilPrivacy
import VeilTesting
import VeilVision

/// A generated street: objects with a fine chequered texture on a smooth background, whose place is known exactly in every
/// frame. What a protection leaves of the chequers is what leaked.
struct OracleScene: Sendable {
  static let width = 320
  static let height = 240
  static let frames = 75
  static let rate: Int32 = 25
  static let cell = 2

  struct Object: Sendable {
    let size: (width: Int, height: Int)
    /// First and last frame in which it is there.
    let span: ClosedRange<Int>
    /// Left upper corner by frame.
    let place: @Sendable (Int) -> (x: Double, y: Double)

    func box(at frame: Int) -> Box? {
      guard span.contains(frame) else { return nil }
      let place = place(frame)
      return Box(
        x: place.x.rounded(), y: place.y.rounded(), width: Double(size.width), height: Double(size.height))
    }
  }

  /// A car that drives through, one that brakes, a pedestrian who turns round, and somebody far away.
  let objects: [Object] = [
    Object(size: (64, 40), span: 5...70) { (x: 8 + 3.2 * Double($0 - 5), y: 150) },
    Object(size: (56, 36), span: 0...74) { frame in
      let braking = Double(min(frame, 40))
      return (x: 240 - 3 * braking + 0.035 * braking * braking, y: 60 + 0.3 * Double(frame))
    },
    Object(size: (28, 60), span: 10...74) { frame in
      (x: 120 + 30 * sin(Double(frame) / 14), y: 90)
    },
    Object(size: (28, 28), span: 20...60) { (x: 290 - 1.5 * Double($0), y: 14) },
  ]

  /// Writes the scene as an H.264 film.
  func write(to path: String, folder: TemporaryFolder) async throws {
    let raw = folder.path("scene.yuv")
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.frames * Self.width * Self.height * 3 / 2)
    for frame in 0..<Self.frames { bytes += picture(frame) }
    try Data(bytes).write(to: URL(filePath: raw))
    try FFmpegTool.run([
      "-f", "rawvideo", "-pix_fmt", "yuv420p", "-s", "\(Self.width)x\(Self.height)", "-r", "\(Self.rate)", "-i", raw,
      "-c:v", "libx264", "-preset", "ultrafast", "-crf", "10", "-pix_fmt", "yuv420p", path,
    ])
  }

  /// Luma and chroma of one frame.
  private func picture(_ frame: Int) -> [UInt8] {
    var luma = (0..<Self.width * Self.height).map { UInt8(90 + ($0 % Self.width) / 8 + $0 / Self.width / 8) }
    for object in objects {
      guard let box = object.box(at: frame) else { continue }
      for y in 0..<object.size.height {
        for x in 0..<object.size.width {
          let px = Int(box.x) + x
          let py = Int(box.y) + y
          guard px >= 0, py >= 0, px < Self.width, py < Self.height else { continue }
          luma[py * Self.width + px] = (x / Self.cell + y / Self.cell) % 2 == 0 ? 20 : 235
        }
      }
    }
    return luma + [UInt8](repeating: 128, count: Self.width * Self.height / 2)
  }

  /// How many pixels of objects can still be seen in a film, by frame.
  ///
  /// A pixel can be seen if the chequer it belongs to and the next three, along the row or the column, still alternate as
  /// they did, dark where they were dark, by a third of the contrast. What is painted over an object has edges too, and
  /// where two or three invented ones overlap a strip of a few pixels between them alternates once or twice by chance.
  func visiblePixels(in path: String) async throws -> [Int: Int] {
    var visible: [Int: Int] = [:]
    var index = 0
    for try await frame in try await VideoDecoder.open(path).frames {
      let count = try frame.withPlane(0, as: UInt8.self) { plane in
        objects.compactMap { $0.box(at: index) }.reduce(0) { $0 + seen(in: $1, of: plane) }
      }
      if count > 0 { visible[index] = count }
      index += 1
    }
    guard index == Self.frames else { throw FrameCountMismatch(found: index) }
    return visible
  }

  struct FrameCountMismatch: Error { let found: Int }

  private func seen(in box: Box, of plane: Plane<UInt8>) -> Int {
    let (left, right) = (max(0, Int(box.x)), min(plane.width, Int(box.maxX)))
    let (top, bottom) = (max(0, Int(box.y)), min(plane.height, Int(box.maxY)))
    let reach = Self.run * Self.cell
    var count = 0
    for y in stride(from: top, to: bottom, by: 1) {
      for x in stride(from: left, to: right, by: 1) {
        let isDark = ((x - Int(box.x)) / Self.cell + (y - Int(box.y)) / Self.cell) % 2 == 0
        let across = x + reach < right && alternate((0...Self.run).map { plane.row(y)[x + $0 * Self.cell] }, isDark)
        let down = y + reach < bottom && alternate((0...Self.run).map { plane.row(y + $0 * Self.cell)[x] }, isDark)
        if across || down { count += 1 }
      }
    }
    return count
  }

  /// Chequers after the first that must alternate.
  private static let run = 3

  private func alternate(_ samples: [UInt8], _ isDark: Bool) -> Bool {
    let contrast = 215 / 3
    return zip(samples, samples.dropFirst()).enumerated().allSatisfy { index, pair in
      let step = Int(pair.1) - Int(pair.0)
      return ((index % 2 == 0) == isDark ? step : -step) > contrast
    }
  }
}
