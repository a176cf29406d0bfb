import Testing
import VeilTesting
import VeilVision

@Suite struct ByteTrackerTests {
  @Test(arguments: 0..<40 as Range<UInt64>) func givesEveryDetectionToExactlyOneTrack(seed: UInt64) {
    var tracker = ByteTracker()
    var known: Set<Int> = []
    for frame in RandomScene(seed: seed, interval: Int(seed % 3) + 1).frames {
      guard let detections = frame.detections else { continue }
      let next = tracker.nextTrackID
      let tracked = tracker.update(seconds: frame.seconds, detections: detections)
      #expect(tracked.map(\.detection) == detections)
      #expect(Set(tracked.map(\.trackID)).count == tracked.count)
      for trackID in tracked.map(\.trackID) where !known.contains(trackID) { #expect(trackID >= next) }
      known.formUnion(tracked.map(\.trackID))
    }
    #expect(known == Set(1..<tracker.nextTrackID))
  }

  @Test(arguments: 0..<40 as Range<UInt64>) func doesNotDependOnTheOrderOfDetections(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    var tracker = ByteTracker()
    var shuffledTracker = ByteTracker()
    for frame in RandomScene(seed: seed).frames {
      let detections = frame.detections ?? []
      let tracked = tracker.update(seconds: frame.seconds, detections: detections)
      let shuffled = shuffledTracker.update(
        seconds: frame.seconds, detections: detections.shuffled(using: &generator))
      #expect(Set(tracked) == Set(shuffled))
    }
  }

  @Test(arguments: [1, 2, 3, 5, 8]) func followsAnObjectThroughTheDetectorInterval(interval: Int) {
    var tracker = ByteTracker()
    for frame in stride(from: 0, to: 90, by: interval) {
      let box = Box(x: 20 + 6 * Double(frame), y: 300, width: 80, height: 60)
      let tracked = tracker.update(seconds: Double(frame) / 30, detections: [detection(.car, box)])
      #expect(tracked.map(\.trackID) == [1], "frame \(frame)")
    }
  }

  @Test func followsAPlateThatMovesByMoreThanItsHeight() {
    var tracker = ByteTracker()
    for frame in 0..<30 {
      let box = Box(x: 20 + 14 * Double(frame), y: 300 + 5 * Double(frame), width: 40, height: 12)
      let tracked = tracker.update(seconds: Double(frame) / 25, detections: [detection(.plate, box)])
      #expect(tracked.map(\.trackID) == [1], "frame \(frame)")
    }
  }

  @Test func keepsTheNumberOverIrregularTimesAndMisses() {
    var generator = SplitMix64(seed: 3)
    var tracker = ByteTracker()
    var seconds = 0.0
    for frame in 0..<100 {
      seconds += Double.random(in: 0.005...0.12, using: &generator)
      let isMissed = frame % 5 == 4 || (40..<46).contains(frame)
      let box = Box(x: 100 * seconds, y: 200 + 20 * seconds, width: 90, height: 70)
      let tracked = tracker.update(seconds: seconds, detections: isMissed ? [] : [detection(.car, box)])
      #expect(tracked.allSatisfy { $0.trackID == 1 }, "frame \(frame)")
    }
  }

  @Test func keepsCrossingObjectsApart() {
    var tracker = ByteTracker()
    for frame in 0..<60 {
      let right = Box(x: 100 + 8 * Double(frame), y: 200, width: 40, height: 90)
      let left = Box(x: 580 - 8 * Double(frame), y: 215, width: 44, height: 95)
      let tracked = tracker.update(
        seconds: Double(frame) / 30, detections: [detection(.person, right), detection(.person, left)])
      #expect(tracked.map(\.trackID) == [1, 2], "frame \(frame)")
    }
  }

  @Test func associatesVehiclesOfDifferentNamesButNotAPersonWithACar() {
    let box = Box(x: 100, y: 100, width: 80, height: 60)
    var tracker = ByteTracker()
    let first = tracker.update(seconds: 0, detections: [detection(.car, box)])
    let second = tracker.update(seconds: 0.04, detections: [detection(.truck, box), detection(.person, box)])
    #expect(first.map(\.trackID) == [1])
    #expect(second.map(\.trackID) == [1, 2])
  }

  @Test func prefersTheConfidentDetectionAndKeepsTheWeakOne() {
    let box = Box(x: 100, y: 100, width: 80, height: 60)
    var tracker = ByteTracker()
    for frame in 0..<5 { _ = tracker.update(seconds: Double(frame) / 30, detections: [detection(.car, box)]) }
    let weak = detection(.car, box, confidence: 0.2)
    let confident = detection(.car, Box(x: 104, y: 102, width: 82, height: 60), confidence: 0.8)
    let tracked = tracker.update(seconds: 5 / 30, detections: [weak, confident])
    #expect(tracked.map(\.trackID) == [2, 1])
  }

  @Test func forgetsAnObjectAfterItsMemory() {
    let box = Box(x: 100, y: 100, width: 80, height: 60)
    var tracker = ByteTracker()
    for frame in 0..<5 { _ = tracker.update(seconds: Double(frame) / 30, detections: [detection(.car, box)]) }
    for frame in 5..<60 { _ = tracker.update(seconds: Double(frame) / 30, detections: []) }
    #expect(tracker.update(seconds: 2, detections: [detection(.car, box)]).map(\.trackID) == [2])
  }

  @Test func numbersWhatIsNotABoxWithoutFollowingIt() {
    var tracker = ByteTracker(firstTrackID: 7)
    let nonsense = [
      Box(x: .nan, y: 0, width: 1, height: 1), Box(x: 0, y: 0, width: -5, height: 5),
      Box(x: 0, y: 0, width: .infinity, height: 5),
    ].map { detection(.car, $0) }
    #expect(tracker.update(seconds: 0, detections: nonsense).map(\.trackID) == [7, 8, 9])
    #expect(tracker.update(seconds: .nan, detections: nonsense).map(\.trackID) == [10, 11, 12])
  }

  private func detection(_ category: VeilVision.Category, _ box: Box, confidence: Double = 0.9) -> Detection {
    Detection(category: category, confidence: confidence, box: box)
  }
}
