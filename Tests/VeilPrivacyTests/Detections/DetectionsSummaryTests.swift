import Testing
import VeilPrivacy
import VeilVision

@Suite struct DetectionsSummaryTests {
  @Test func countsBoxesTracksAndOrigins() throws {
    let sample = try DetectionsSample()
    try sample.write()
    let summary = try DetectionsSummary(of: DetectionsFile(validating: sample.path("a.jsonl")).frames())
    #expect(summary.frames == 4)
    #expect(summary.framesWithoutBoxes == 1)
    #expect(summary.boxes == 5)
    #expect(summary.origins == ["detected": 1, "filled": 1, "tracked": 1, "padded": 1, "drawn": 1])
    #expect(summary.categories["car"]?.boxes == 3)
    #expect(summary.categories["car"]?.tracks == 1)
    #expect(summary.categories["face"]?.tracks == 0)
    #expect(summary.tracks.map(\.track) == [1, 2])
    let car = try #require(summary.tracks.first)
    #expect(car.firstFrame == 0 && car.lastFrame == 2 && car.lastSeconds == 0.08)
    #expect(car.confidence == 0.9)
  }

  @Test func findsTheLongestFill() {
    let stream = DetectionsHeader.Stream(index: 0, width: 64, height: 64, timeBase: [1, 25], frames: nil, rotation: 0)
    var builder = DetectionsSummary.Builder(streams: [stream])
    let origins: [BoxOrigin] = [
      .padded, .detected, .filled, .filled, .detected, .filled, .tracked, .filled, .tracked, .filled, .detected,
      .filled,
      .detected, .padded,
    ]
    for (frame, origin) in origins.enumerated() {
      let box = TrackedBox(
        trackID: 1, category: .car, confidence: 0.5, box: Box(x: 0, y: 0, width: 9, height: 9), origin: origin)
      builder.add(FrameDetections(stream: 0, frame: frame, pts: Int64(frame), boxes: [box]))
    }
    #expect(builder.summary().tracks.map(\.longestFill) == [3])
  }
}
