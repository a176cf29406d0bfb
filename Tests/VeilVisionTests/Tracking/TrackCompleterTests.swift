import Testing
import VeilTesting

@testable import VeilVision

@Suite struct TrackCompleterTests {
  // MARK: The object is covered

  @Test(arguments: ScriptedScene.variations) func coversTheObjectInEveryFrame(scene: ScriptedScene) throws {
    let exposed = try Self.exposed(scene, in: Self.completed(scene))
    #expect(exposed == [])
  }

  @Test(arguments: ScriptedScene.all) func withoutPaddingTheObjectIsExposed(scene: ScriptedScene) throws {
    var options = CompletionOptions()
    options.padding = 0
    #expect(try !Self.exposed(scene, in: Self.completed(scene, options: options)).isEmpty)
  }

  @Test(arguments: ScriptedScene.variations) func doesNotHideThePicture(scene: ScriptedScene) throws {
    let frames = try Self.completed(scene)
    let boxes = frames.flatMap { $0.boxes }
    let truth = frames.reduce(0) { $0 + Self.visible(scene.truth(scene.seconds($1.frame))).area }
    #expect(boxes.reduce(0) { $0 + Self.visible($1.box).area } < 1.75 * truth)
  }

  // MARK: Invariants

  @Test(arguments: 0..<40 as Range<UInt64>) func keepsEveryDetectionAndNamesHowBoxesCameToBe(seed: UInt64) throws {
    let scene = RandomScene(seed: seed, interval: Int(seed % 3) + 1)
    let frames = try Self.completed(scene)
    #expect(frames.map(\.frame) == Array(0..<scene.frames.count))
    for (frame, (_, detections)) in zip(frames, scene.frames) {
      let detected = frame.boxes.filter { $0.origin == .detected }
      #expect(detected.count == detections?.count ?? 0)
      for detection in detections ?? [] {
        #expect(detected.contains { Self.contains($0.box, detection.box) })
      }
      #expect(Set(frame.boxes.map(\.trackID)).count == frame.boxes.count)
      #expect(frame.boxes.allSatisfy { $0.box.isValid && $0.confidence >= 0 && $0.confidence <= 1 })
      #expect(!frame.boxes.contains { $0.origin == (detections == nil ? .filled : .tracked) })
    }
    for (_, boxes) in Dictionary(grouping: frames.flatMap(\.boxes), by: \.trackID) {
      let best = boxes.map(\.confidence).max()
      #expect(boxes.allSatisfy { $0.trackConfidence == best })
    }
  }

  @Test(arguments: 0..<20 as Range<UInt64>) func liveWithALongLookaheadIsTheSame(seed: UInt64) throws {
    let scene = RandomScene(seed: seed, interval: Int(seed % 2) + 1)
    var tracker = ByteTracker()
    var table = TrackTable(stream: 2, width: RandomScene.width, height: RandomScene.height)
    var live = LiveCompleter(stream: 2, width: RandomScene.width, height: RandomScene.height, lookahead: 1_000)
    for (index, frame) in scene.frames.enumerated() {
      let tracked = frame.detections.map { tracker.update(seconds: frame.seconds, detections: $0).map(Self.rounded) }
      try table.append(pts: Int64(index), seconds: frame.seconds, detections: tracked)
      #expect(try live.append(pts: Int64(index), seconds: frame.seconds, detections: tracked).isEmpty)
    }
    let offline = Array(TrackCompleter().frames(of: table, chains: TrackChains(of: table)))
    let lived = live.finish()
    #expect(lived.map(\.frame) == offline.map(\.frame))
    for (left, right) in zip(lived, offline) {
      #expect(left.boxes.map(\.box).sorted(by: Self.order) == right.boxes.map(\.box).sorted(by: Self.order))
    }
  }

  @Test func startsPaddingHalfASecondEarlyAndEndsHalfASecondLate() throws {
    var table = TrackTable(stream: 0, width: 640, height: 360)
    for frame in 0..<100 {
      try table.append(
        pts: Int64(frame) * 512, seconds: Double(frame) / 30,
        detections: (40..<60).contains(frame) ? [Self.car(x: 200)] : [])
    }
    let frames = Array(TrackCompleter().frames(of: table, chains: TrackChains(of: table), firstTrackID: 5))
    #expect(frames.filter { !$0.boxes.isEmpty }.map(\.frame) == Array(25...74))
    #expect(frames.filter { $0.boxes.first?.origin == .padded }.count == 30)
    #expect(frames[50].pts == 25_600)
    #expect(frames[50].boxes.map(\.trackID) == [5])
  }

  @Test func namesFilledAndTrackedFramesApart() throws {
    var table = TrackTable(stream: 0, width: 640, height: 360)
    for frame in 0..<30 {
      let detections = frame == 12 ? [] : [Self.car(x: 100 + Double(frame))]
      try table.append(
        pts: Int64(frame), seconds: Double(frame) / 30, detections: frame.isMultiple(of: 3) ? detections : nil)
    }
    let frames = Array(TrackCompleter().frames(of: table, chains: TrackChains(of: table)))
    #expect(frames[9].boxes.map(\.origin) == [.detected])
    #expect(frames[10].boxes.map(\.origin) == [.tracked])
    #expect(frames[12].boxes.map(\.origin) == [.filled])
    #expect(frames[28].boxes.map(\.origin) == [.padded])
  }

  @Test func protectsWeakDetectionsOnlyBesideABelievedOne() throws {
    var options = CompletionOptions()
    options.thresholds = [.car: 0.5]
    var table = TrackTable(stream: 0, width: 640, height: 360)
    for frame in 0..<20 {
      let believed = Self.car(x: 100, confidence: frame == 10 ? 0.6 : 0.2)
      try table.append(
        pts: Int64(frame), seconds: Double(frame) / 30,
        detections: [believed, Self.car(2, x: 400, confidence: 0.4)])
    }
    let frames = TrackCompleter(options: options).frames(of: table, chains: TrackChains(of: table))
    #expect(frames.trackCount == 1)
    for frame in frames { #expect(frame.boxes.map(\.trackID) == [1]) }
  }

  @Test func callsATrackWhatMostOfItsDetectionsAre() throws {
    var table = TrackTable(stream: 0, width: 640, height: 360)
    for frame in 0..<20 {
      try table.append(
        pts: Int64(frame), seconds: Double(frame) / 30,
        detections: [Self.car(x: 100, category: frame < 5 ? .truck : .car)])
    }
    for frame in TrackCompleter().frames(of: table, chains: TrackChains(of: table)) {
      #expect(frame.boxes.map(\.category) == [.car])
    }
  }

  @Test func refusesWhatIsNotABox() {
    var table = TrackTable(stream: 0, width: 640, height: 360)
    #expect(throws: TrackingError.self) {
      try table.append(pts: 0, seconds: 0, detections: [Self.car(x: .nan)])
    }
    #expect(throws: TrackingError.self) { try table.append(pts: 0, seconds: .nan, detections: []) }
    #expect(throws: TrackingError.self) {
      try table.append(pts: 0, seconds: 0, detections: [Self.car(x: 1), Self.car(x: 2)])
    }
    #expect(table.frameCount == 0)
  }

  // MARK: Helpers

  private static func completed(
    _ scene: ScriptedScene, options: CompletionOptions = CompletionOptions()
  ) throws -> [FrameDetections] {
    var recorder = TrackRecorder(stream: 0, width: ScriptedScene.width, height: ScriptedScene.height)
    for frame in 0..<scene.frameCount {
      try recorder.record(
        pts: Int64(frame), seconds: scene.seconds(frame), detections: scene.detections(frame))
    }
    return Array(recorder.completed(completer: TrackCompleter(options: options)))
  }

  private static func completed(_ scene: RandomScene) throws -> [FrameDetections] {
    var recorder = TrackRecorder(stream: 0, width: RandomScene.width, height: RandomScene.height)
    for (index, frame) in scene.frames.enumerated() {
      try recorder.record(pts: Int64(index), seconds: frame.seconds, detections: frame.detections)
    }
    return Array(recorder.completed())
  }

  /// The frames in which no box covers all of the object that is in the picture.
  private static func exposed(_ scene: ScriptedScene, in frames: [FrameDetections]) throws -> [Int] {
    frames.filter { frame in
      let truth = visible(scene.truth(scene.seconds(frame.frame)))
      return truth.isValid && !frame.boxes.contains { contains($0.box, truth) }
    }.map(\.frame)
  }

  private static func visible(_ box: Box) -> Box {
    let picture = BoxEdges(Box(x: 0, y: 0, width: 640, height: 360))
    let visible = BoxEdges(box).clipped(to: picture).box
    return visible.isValid ? visible : Box(x: 0, y: 0, width: 0, height: 0)
  }

  /// Within the rounding to hundredths of a pixel.
  private static func contains(_ outer: Box, _ inner: Box) -> Bool {
    outer.x <= inner.x + 0.02 && outer.y <= inner.y + 0.02 && outer.maxX >= inner.maxX - 0.02
      && outer.maxY >= inner.maxY - 0.02
  }

  private static func rounded(_ tracked: TrackedDetection) -> TrackedDetection {
    func hundredths(_ value: Double) -> Double { (value * 100).rounded() / 100 }
    var result = tracked
    let box = tracked.detection.box
    result.detection.confidence = (tracked.detection.confidence * 10_000).rounded() / 10_000
    result.detection.box = Box(
      x: hundredths(box.x), y: hundredths(box.y), width: hundredths(box.width), height: hundredths(box.height))
    return result
  }

  private static func order(_ left: Box, _ right: Box) -> Bool {
    (left.x, left.y, left.width, left.height) < (right.x, right.y, right.width, right.height)
  }

  private static func car(
    _ trackID: Int = 1, x: Double, confidence: Double = 0.9, category: VeilVision.Category = .car
  ) -> TrackedDetection {
    let box = Box(x: x, y: 100, width: 80, height: 60)
    return TrackedDetection(
      trackID: trackID, detection: Detection(category: category, confidence: confidence, box: box))
  }
}
