import Foundation
import Testing
import VeilMedia
import VeilPrivacy
import VeilTesting
import VeilVision

/// A folder with a film, a place for its output apart from it, and detections made by hand, so that the main job runs
/// without any model. A class, so that its folders live as long as it is in use.
final class FilmDesk: Sendable {
  let folder: TemporaryFolder
  let film: String
  /// Outputs go here; empty at first.
  let results: TemporaryFolder

  /// A desk with one of the sample films.
  init(_ sample: SampleFilm) throws {
    folder = try TemporaryFolder()
    results = try TemporaryFolder()
    film = try sample.make(in: folder)
  }

  /// A desk with a film that `ffmpeg` makes by these arguments.
  init(ffmpeg arguments: [String], name: String = "film.mp4") throws {
    folder = try TemporaryFolder()
    results = try TemporaryFolder()
    film = folder.path(name)
    try FFmpegTool.run(arguments + [film])
  }

  /// Where the protected film is to go.
  var output: String { results.path("out." + URL(filePath: film).pathExtension) }

  /// Names of all files in the folder of results.
  var written: [String] { results.names }

  /// What is written beside an output named `out.EXT`, detections given.
  var complete: [String] {
    [URL(filePath: output).lastPathComponent, "out.report.html", "out.report.json"].sorted()
  }

  /// Runs `veilcam protect` on the film with the output of this desk.
  func protect(_ arguments: [String] = [], _ setting: CommandRun.Setting = .init()) async throws -> CommandRun {
    try await CommandRun.veilcam(["protect", film, "--output", output, "--preset", "ultrafast"] + arguments, setting)
  }

  /// Writes detections of the film: the same boxes, in its coded pixels, in every frame of every video stream.
  /// - Returns: the file's path.
  func detections(_ boxes: [TrackedBox] = [], salvages: Bool = false) async throws -> String {
    let path = folder.path("hand.detections.jsonl")
    let reader = try await FilmReader.open(film, options: DecoderOptions(threads: 1, salvages: salvages))
    var times: [Int: [Int64]] = [:]
    for try await item in reader.items {
      if case .frame(let frame, let stream) = item { times[stream, default: []].append(frame.timestamp.ticks) }
    }
    let header = DetectionsHeader(
      tool: "test", input: try await input(),
      streams: reader.info.videoStreams.map { stream in
        DetectionsHeader.Stream(
          index: stream.index, width: stream.video?.width ?? 0, height: stream.video?.height ?? 0,
          timeBase: [Int(stream.timeBase.numerator), Int(stream.timeBase.denominator)],
          frames: times[stream.index]?.count ?? 0, rotation: Int(stream.video?.rotation ?? 0))
      },
      models: [], thresholds: [:], interval: 1, policy: [:])
    let writer = try DetectionsWriter(path: path, header: header)
    for (stream, ticks) in times.sorted(by: { $0.key < $1.key }) {
      for (number, pts) in ticks.enumerated() {
        try writer.append(FrameDetections(stream: stream, frame: number, pts: pts, boxes: boxes))
      }
    }
    try writer.finish()
    return path
  }

  private func input() async throws -> DetectionsHeader.Input {
    let sum = try await CommandRun.run("/usr/bin/sha256sum", [film])
    let bytes = try Data(contentsOf: URL(filePath: film)).count
    return DetectionsHeader.Input(
      name: URL(filePath: film).lastPathComponent, sha256: String(sum.output.prefix(64)), bytes: Int64(bytes))
  }

  /// A box drawn by hand.
  static func box(_ x: Double, _ y: Double, _ width: Double, _ height: Double) -> TrackedBox {
    TrackedBox(
      trackID: 0, category: .person, confidence: 1, box: Box(x: x, y: y, width: width, height: height), origin: .drawn)
  }

  /// The report of the run.
  func report() throws -> RunReport {
    let data = try Data(contentsOf: URL(filePath: results.path("out.report.json")))
    return try JSONDecoder().decode(RunReport.self, from: data)
  }
}

/// A command has failed as the house's rule wants it: exit status, one sentence, nothing left behind.
func expectFailure(
  _ run: CommandRun, status: Int32 = 1, saying words: String..., leaving folder: TemporaryFolder? = nil,
  files: [String] = [], at place: SourceLocation = #_sourceLocation
) {
  #expect(run.status == status, "\(run.transcript)", sourceLocation: place)
  let lines = run.errorLines
  #expect(lines.first?.hasPrefix("Error: ") == true, "\(run.transcript)", sourceLocation: place)
  // A usage error is followed by the usage.
  let rest = status == 64 ? [] : lines.dropFirst().filter { !$0.isEmpty }
  #expect(rest.isEmpty, "\(run.transcript)", sourceLocation: place)
  // Where there are many choices, they follow on lines of their own.
  let text = status == 64 ? run.errors : lines.first ?? ""
  for word in words { #expect(text.contains(word), "\(run.transcript)", sourceLocation: place) }
  if let folder { #expect(folder.names == files, "\(run.transcript)", sourceLocation: place) }
}
