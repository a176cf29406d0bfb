import Foundation
import Testing
import VeilEvaluation
import VeilPrivacy
import VeilTesting
import VeilVision

@Suite struct FilmEvaluationTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(.enabled(if: FFmpegTool.isPresent, "\(FFmpegTool.absence)"))
  func onlyLabelledFramesOfTheVideoAreLookedAt() async throws {
    let film = try SampleFilm.audioFirst.make(in: folder)
    let labels = try labels("0,1,10,10,20,20,frontal\n7,1,10,10,20,20,frontal\n7,2,100,100,20,20,frontal\n")
    let detector = ScriptedDetector(categories: [.face], script: [320: [found(.face, 0.9, box(10, 10, 20, 20))]])
    var seen: [String] = []
    let result = try await DetectionEvaluation(detector).run(onFilm: film, labels: labels) { seen.append($0.picture) }
    #expect(seen == ["frame 0", "frame 7"])
    #expect(result.figures.groups.first?.recall.isNear(2.0 / 3) == true)
    let exposure = try #require(result.exposure.first)
    #expect(exposure.tracksEverExposed == 1)
    #expect(exposure.tracks == 2)
    #expect(exposure.longestExposure == 1)
  }

  @Test(.enabled(if: FFmpegTool.isPresent, "\(FFmpegTool.absence)"))
  func labelsOfALongerFilmAreRefused() async throws {
    let film = try SampleFilm.audioFirst.make(in: folder)
    let labels = try labels("0,1,10,10,20,20,frontal\n5000,1,10,10,20,20,frontal\n")
    let evaluation = DetectionEvaluation(ScriptedDetector(categories: [.face], script: [:]))
    let error = await #expect(throws: EvaluationError.self) { try await evaluation.run(onFilm: film, labels: labels) }
    #expect(error?.code == .usage)
  }

  /// Frame 1 was missed by the detector and filled by the tracker: nobody is exposed.
  @Test func whatARunWroteIsScoredWithItsFilledBoxes() throws {
    let path = try write([0: .detected, 1: .filled, 2: .detected])
    let labels = try labels((0..<3).map { "\($0),1,10,10,20,20,person\n" }.joined())
    let (scorer, header) = try FilmScorer.score(detectionsFile: path, labels: labels, rules: ScoringRules())
    #expect(header.input.name == "drive.mp4")
    #expect(scorer.exposure.first?.tracksEverExposed == 0)
    #expect(scorer.figures.groups.first?.precision.fraction == "3/3")
    #expect(EvaluationConfiguration(header, rules: ScoringRules()).models.first?.sha256 == "ab12")
  }

  @Test func aHoleInARunExposes() throws {
    let path = try write([0: .detected, 3: .detected])
    let labels = try labels((0..<4).map { "\($0),1,10,10,20,20,person\n" }.joined())
    let (scorer, _) = try FilmScorer.score(detectionsFile: path, labels: labels, rules: ScoringRules())
    let exposure = try #require(scorer.exposure.first)
    #expect(exposure.longestExposure == 2)
    #expect(exposure.exposed?.isNear(0.5) == true)
  }

  private func labels(_ rows: String) throws -> FilmLabels {
    try folder.write(FilmLabels.tableHeader + "\n" + rows, to: "labels.csv")
    return try FilmLabels(contentsOf: folder.url.appending(path: "labels.csv"))
  }

  /// A detections file of five frames with one person's box in some of them.
  private func write(_ boxes: [Int: BoxOrigin]) throws -> String {
    let path = folder.path("drive.detections.jsonl")
    let writer = try DetectionsWriter(
      path: path,
      header: DetectionsHeader(
        tool: "veilcam", input: .init(name: "drive.mp4", sha256: String(repeating: "0", count: 64), bytes: 1),
        streams: [.init(index: 1, width: 320, height: 180, timeBase: [1, 25], frames: 5, rotation: 0)],
        models: [.init(role: "detector", name: "net", sha256: "ab12")], thresholds: ["person": 0.3], interval: 1,
        policy: [:]))
    for frame in 0..<5 {
      let tracked = boxes[frame].map {
        TrackedBox(trackID: 1, category: .person, confidence: 0.8, box: box(10, 10, 20, 20), origin: $0)
      }
      try writer.append(FrameDetections(stream: 1, frame: frame, pts: Int64(frame), boxes: tracked.map { [$0] } ?? []))
    }
    try writer.finish()
    return path
  }
}
