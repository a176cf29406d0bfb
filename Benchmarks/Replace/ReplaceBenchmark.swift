import BenchSupport
import VeilMedia
import VeilPrivacy
import VeilVision

/// One number of instances: people and cars of many sizes, the same mixture for every number.
struct ReplaceBenchmark {
  let suite: CategorySuite
  let instances: Int
  let frames: Int

  private static let width = 1280
  private static let height = 720
  /// Frames in work at once, as in a run.
  private static let concurrency = RunOptions().concurrency
  /// Widths and heights of people and cars as street films have them, far and near.
  private static let people = [(36, 96), (60, 160), (90, 240), (24, 60)]
  private static let cars = [(120, 90), (220, 150), (70, 50), (320, 200)]

  func row() async throws -> ReplaceRow {
    let frame = try Self.street()
    let plan = plan()
    // The first frames compile the networks and are not counted.
    _ = try await replaced(frame, plan, count: 2, timings: StageTimings())
    let timings = StageTimings()
    let start = ContinuousClock.now
    let count = try await replaced(frame, plan, count: frames, timings: timings)
    let elapsed = ContinuousClock.now - start
    let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
    guard count == frames else { throw BenchError("\(count) of \(frames) frames were replaced") }
    return ReplaceRow(
      instances: instances, pixels: plan.reduce(0) { $0 + $1.region.area }, framesPerSecond: Double(frames) / seconds,
      stages: Dictionary(
        uniqueKeysWithValues: timings.summaries.map { ($0.stage.rawValue, $0.totalMilliseconds / Double(frames)) }))
  }

  private func replaced(
    _ frame: VideoFrame, _ plan: [Instance], count: Int, timings: StageTimings
  ) async throws -> Int {
    let protection = try ReplaceProtection(suite, timings: timings)
    return try await withThrowingTaskGroup(of: Void.self) { group in
      var finished = 0
      for index in 0..<count {
        if index >= Self.concurrency, try await group.next() != nil { finished += 1 }
        group.addTask {
          var canvas = try FrameCanvas(copying: frame)
          try await protection.apply(to: &canvas, from: frame, instances: plan)
          _ = try canvas.finish()
        }
      }
      while try await group.next() != nil { finished += 1 }
      return finished
    }
  }

  private func plan() -> [Instance] {
    (0..<instances).map { number in
      let isPerson = number % 2 == 0
      let size = (isPerson ? Self.people : Self.cars)[number / 2 % 4]
      let x = number * 151 % (Self.width - size.0)
      let y = (number * 89 + 200) % (Self.height - size.1)
      return Instance(
        trackID: number + 1, category: isPerson ? .person : .car, confidence: 1,
        region: PixelRect(x: x, y: y, width: size.0, height: size.1))
    }
  }

  /// Something with texture.
  private static func street() throws -> VideoFrame {
    let format = try PictureFormat(width: width, height: height, pixelFormatName: "yuv420p")
    var canvas = try FrameCanvas(format, at: Timestamp(ticks: 0, base: TimeBase(numerator: 1, denominator: 25)))
    for plane in 0..<format.planeCount {
      try canvas.withPlane(plane, as: UInt8.self) { samples in
        for y in 0..<samples.height {
          for x in 0..<samples.width {
            samples.row(y)[x] = UInt8(
              plane > 0 ? 120 + (x / 40 + y / 30) % 16 : 60 + (x * 7 + y * 5 + x / 17 * y / 23) % 140)
          }
        }
      }
    }
    return try canvas.finish()
  }
}
