import Testing
import VeilMedia

@testable import VeilVision

/// What a plan makes of detections that are small, or that fill the picture.
@Suite struct SizeRuleTests {
  @Test(arguments: [(VeilVision.Category.car, 27.0, 0.35), (.car, 28, 0.7), (.bicycle, 27, 0.7)])
  func smallObjectsAreBelievedLessAndKeepTheirScore(
    category: VeilVision.Category, height: Double, confidence: Double
  ) {
    let rule = SmallObjectRule(height: 28, factor: 0.5, categories: [.car])
    let found = rule.applied(to: detection(category, 0.7, Box(x: 0, y: 0, width: 40, height: height)))
    #expect(found.confidence == confidence && found.score == 0.7)
  }

  @Test(arguments: [
    (VeilVision.Category.car, 0.3, 100.0, true), (.car, 0.3, 101, false), (.car, 0.4, 200, true),
    (.person, 0.3, 200, true),
  ])
  func ghostsThatFillThePictureAreNotBelieved(
    category: VeilVision.Category, confidence: Double, width: Double, isLeft: Bool
  ) throws {
    let format = try PictureFormat(width: 200, height: 100, pixelFormatName: "yuv420p")
    let rule = LargeObjectRule(share: 0.5, threshold: 0.4, categories: [.car])
    let found = detection(category, confidence, Box(x: 0, y: 0, width: width, height: 100))
    #expect(rule.admits(found, in: format) == isLeft)
  }

  @Test func aTrackIsAsSureAsItsBestScore() throws {
    var table = TrackTable(stream: 0, width: 640, height: 360)
    let box = Box(x: 10, y: 10, width: 30, height: 20)
    for (frame, score) in [0.5, 0.8, 0.6].enumerated() {
      let found = Detection(category: .car, confidence: score / 2, box: box, score: score)
      try table.append(
        pts: Int64(frame), seconds: Double(frame) / 30, detections: [TrackedDetection(trackID: 1, detection: found)])
    }
    let frames = Array(TrackCompleter().frames(of: table, chains: TrackChains(of: table)))
    #expect(frames.flatMap(\.boxes).map(\.trackConfidence) == [0.8, 0.8, 0.8])
    #expect(frames.flatMap(\.boxes).map(\.confidence) == [0.25, 0.4, 0.3])
  }

  @Test func aSmallObjectOfAPictureIsAsSureAsItsScore() {
    let found = Detection(category: .car, confidence: 0.35, box: Box(x: 0, y: 0, width: 9, height: 9), score: 0.7)
    let box = TrackedBox(found, trackID: 3)
    #expect(box.trackID == 3 && box.confidence == 0.35 && box.trackConfidence == 0.7 && box.origin == .detected)
  }

  private func detection(_ category: VeilVision.Category, _ confidence: Double, _ box: Box) -> Detection {
    Detection(category: category, confidence: confidence, box: box)
  }
}
