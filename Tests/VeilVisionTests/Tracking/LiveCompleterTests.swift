import Testing
import VeilVision

@Suite struct LiveCompleterTests {
  @Test func emitsAFrameOnceTheLookaheadIsAnalysed() throws {
    var live = LiveCompleter(stream: 1, width: 640, height: 360, lookahead: 1)
    var emitted: [Int] = []
    for frame in 0..<100 {
      let settled = try live.append(pts: Int64(frame), seconds: Double(frame) / 25, detections: [])
      emitted += settled.map(\.frame)
      #expect(emitted.count == max(0, frame - 24))
    }
    emitted += live.finish().map(\.frame)
    #expect(emitted == Array(0..<100))
  }

  @Test func padsBeforeADetectionAndFillsAGap() throws {
    var live = LiveCompleter(stream: 0, width: 640, height: 360)
    var frames: [FrameDetections] = []
    for frame in 0..<120 {
      let isSeen = (50..<70).contains(frame) || (80..<90).contains(frame)
      frames += try live.append(
        pts: Int64(frame), seconds: Double(frame) / 30, detections: isSeen ? [car(x: Double(100 + frame))] : [])
    }
    frames += live.finish()
    #expect(frames.filter { !$0.boxes.isEmpty }.map(\.frame) == Array(35...104))
    #expect(frames[70..<80].allSatisfy { $0.boxes.map(\.origin) == [.filled] })
    #expect(frames[40].boxes.map(\.origin) == [.padded])
  }

  @Test func protectsFromTheFirstSignOfABelievedObject() throws {
    var options = CompletionOptions()
    options.thresholds = [.car: 0.5]
    var live = LiveCompleter(stream: 0, width: 640, height: 360, options: options)
    var frames: [FrameDetections] = []
    for frame in 0..<100 {
      frames += try live.append(
        pts: Int64(frame), seconds: Double(frame) / 30,
        detections: frame < 40 ? [] : [car(x: 100, confidence: frame < 50 ? 0.2 : 0.7)])
    }
    frames += live.finish()
    #expect(frames.first { !$0.boxes.isEmpty }?.frame == 25)
  }

  @Test func aTracksConfidenceIsTheBestSoFar() throws {
    var live = LiveCompleter(stream: 0, width: 640, height: 360, lookahead: 0.5)
    var frames: [FrameDetections] = []
    for frame in 0..<100 {
      frames += try live.append(
        pts: Int64(frame), seconds: Double(frame) / 30,
        detections: [car(x: 100, confidence: frame == 60 ? 0.9 : 0.6)])
    }
    frames += live.finish()
    let best = frames.compactMap { $0.boxes.first?.trackConfidence }
    #expect(best.count == 100 && best == best.sorted() && Set(best) == [0.6, 0.9])
  }

  @Test func refusesWhatIsNotABox() {
    var live = LiveCompleter(stream: 0, width: 640, height: 360)
    #expect(throws: TrackingError.self) { try live.append(pts: 0, seconds: 0, detections: [car(x: .infinity)]) }
    #expect(throws: TrackingError.self) { try live.append(pts: 0, seconds: .nan, detections: []) }
    #expect(throws: TrackingError.self) { try live.append(pts: 0, seconds: 0, detections: [car(x: 1), car(x: 2)]) }
  }

  private func car(x: Double, confidence: Double = 0.9) -> TrackedDetection {
    let box = Box(x: x, y: 100, width: 80, height: 60)
    return TrackedDetection(trackID: 1, detection: Detection(category: .car, confidence: confidence, box: box))
  }
}
