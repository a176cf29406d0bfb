import Testing
import VeilTesting

@testable import VeilVision

@Suite struct TrackLinkerTests {
  @Test(arguments: 0..<40 as Range<UInt64>) func neverJoinsOverlappingPiecesNorLosesADetection(seed: UInt64) throws {
    let table = try Self.table(of: RandomScene(seed: seed, frameCount: 120))
    let chains = TrackLinker().link(table)
    #expect(chains.order.sorted() == Array(0..<Int32(table.detectionCount)))
    #expect(chains.ranges.map(\.count).reduce(0, +) == table.detectionCount)
    #expect(chains.count <= TrackChains(of: table).count)
    for range in chains.ranges {
      let keyframes = range.map { chains.keyframe(at: $0, in: table) }
      for (earlier, later) in zip(keyframes, keyframes.dropFirst()) {
        #expect(earlier.frame < later.frame)
        #expect(earlier.category.trackingGroup == later.category.trackingGroup)
      }
    }
    let starts = chains.ranges.map { chains.frame(at: $0.lowerBound, in: table) }
    #expect(starts == starts.sorted())
  }

  @Test(arguments: [0.3, 1.0, 1.9]) func joinsAnObjectThatWasHiddenForAWhile(gap: Double) throws {
    #expect(try TrackLinker().link(Self.hidden(for: gap)).count == 1)
  }

  @Test func doesNotJoinOverMoreThanTwoSeconds() throws {
    #expect(try TrackLinker().link(Self.hidden(for: 2.2)).count == 2)
  }

  @Test func doesNotJoinWhatIsElsewhereOrOfAnotherSize() throws {
    #expect(try TrackLinker().link(Self.hidden(for: 1, jump: 150)).count == 2)
    #expect(try TrackLinker().link(Self.hidden(for: 1, growth: 1.8)).count == 2)
    #expect(try TrackLinker().link(Self.hidden(for: 1, category: .person)).count == 2)
  }

  @Test func doesNotTrustABriefPieceOverALongGap() throws {
    #expect(try TrackLinker().link(Self.hidden(for: 1, framesAfter: 2)).count == 2)
    #expect(try TrackLinker().link(Self.hidden(for: 0.3, framesAfter: 2)).count == 1)
  }

  @Test func asksTheAppearanceModel() throws {
    let table = try Self.hidden(for: 1)
    #expect(TrackLinker(appearance: { _, _ in 0.1 }).link(table).count == 2)
    #expect(TrackLinker(appearance: { _, _ in 0.9 }).link(table).count == 1)
    let linker = TrackLinker(appearance: { earlier, later in earlier.frame == 29 && later.frame == 59 ? 1 : 0 })
    #expect(linker.link(table).count == 1)
  }

  @Test func joinsTheBetterOfTwoPieces() throws {
    var table = TrackTable(stream: 0, width: 1280, height: 720)
    for frame in 0..<90 {
      var tracked: [TrackedDetection] = []
      if frame < 30 { tracked.append(Self.car(1, x: 100 + 3 * Double(frame))) }
      if frame >= 50 {
        tracked.append(Self.car(2, x: 100 + 3 * Double(frame), y: 240))
        tracked.append(Self.car(3, x: 104 + 3 * Double(frame), y: 202))
      }
      try table.append(pts: Int64(frame), seconds: Double(frame) / 30, detections: tracked)
    }
    let chains = TrackLinker().link(table)
    let trackIDs = chains.ranges.map { Set($0.map { table.trackID(at: Int(chains.order[$0])) }) }
    #expect(trackIDs == [[1, 3], [2]])
  }

  @Test func copesWithNothing() {
    #expect(TrackLinker().link(TrackTable(stream: 0, width: 10, height: 10)).count == 0)
  }

  /// A car seen for a second, hidden, and seen again where its motion leads, or beside that.
  private static func hidden(
    for gap: Double, jump: Double = 0, growth: Double = 1, category: VeilVision.Category = .car, framesAfter: Int = 30
  ) throws -> TrackTable {
    var table = TrackTable(stream: 0, width: 1280, height: 720)
    let again = 29 + Int((gap * 30).rounded())
    for frame in 0..<again + framesAfter {
      let x = 100 + 5 * Double(frame)
      var tracked: [TrackedDetection] = []
      if frame < 30 { tracked = [car(1, x: x)] }
      if frame >= again { tracked = [car(2, x: x + jump, growth: growth, category: category)] }
      try table.append(pts: Int64(frame), seconds: Double(frame) / 30, detections: tracked)
    }
    return table
  }

  private static func car(
    _ trackID: Int, x: Double, y: Double = 200, growth: Double = 1, category: VeilVision.Category = .car
  ) -> TrackedDetection {
    let box = Box(x: x, y: y, width: 80 * growth, height: 60 * growth)
    return TrackedDetection(trackID: trackID, detection: Detection(category: category, confidence: 0.9, box: box))
  }

  private static func table(of scene: RandomScene) throws -> TrackTable {
    var tracker = ByteTracker()
    var table = TrackTable(stream: 0, width: RandomScene.width, height: RandomScene.height)
    for (index, frame) in scene.frames.enumerated() {
      let tracked = frame.detections.map { tracker.update(seconds: frame.seconds, detections: $0) }
      try table.append(pts: Int64(index), seconds: frame.seconds, detections: tracked)
    }
    return table
  }
}
