import Foundation
import VeilMedia
import VeilVision

/// Protects one picture: the same stages as for a film, for a single frame without time.
struct StillRun {
  let run: ProtectRun
  let film: FilmInfo
  let timings: StageTimings

  /// - Parameter started: when the run began, for the report.
  func run(since started: ContinuousClock.Instant) async throws -> RunReport {
    let suite = try await run.categorySuite()
    let painter = try FramePainter(
      policy: run.policy, suite: suite, timings: timings, grader: run.options.faceGrader)
    let location = try await LocationOutcome(scanning: run.source, policy: run.policy.location)
    let results = try PendingResults(
      names: run.names, source: run.source, options: run.options, track: location.track)
    let file = try InputFile(hashing: run.source)
    let picture = try await timings.measure(.decode) { try await StillImage.read(run.source) }
    let detections = try await detect(in: picture.frame, file: file, results: results, painter)
    let rendition = try await render(picture, detections, painter)
    let report = try ReportBuilder(
      run: run, film: film, file: file, detections: detections, rendition: rendition, painter: painter,
      location: location,
      timings: timings, elapsed: ContinuousClock.now - started
    ).report()
    try await results.commit(rendition, report: report)
    return report
  }

  private func detect(
    in frame: VideoFrame, file: InputFile, results: PendingResults, _ painter: FramePainter
  ) async throws -> DetectionsStage.Outcome {
    if let given = run.options.detections {
      return try DetectionsStage.outcome(of: given, source: run.source, file: file, configuration: [:])
    }
    guard let path = results.detectionsPath else { throw RunError(.notWritable, "there is no place for detections") }
    let detector = try await run.detectors()
    let found = try await timings.measure(.detect) { try await detector.detect(in: frame, turn: nil) }
    let stream = DetectionsHeader.Stream(
      index: 0, width: frame.format.width, height: frame.format.height, timeBase: [1, 1], frames: 1, rotation: 0)
    let writer = try DetectionsWriter(
      path: path,
      header: DetectionsHeader(
        tool: run.options.tool, input: .init(name: file.name, sha256: file.sha256, bytes: file.bytes),
        streams: [stream], models: painter.models(besides: detector.models), thresholds: detector.thresholds,
        interval: 1, policy: run.policy.summary.merging(painter.configuration) { $1 }))
    // A single picture has no track that would vouch for a weak detection.
    let thresholds = detector.thresholds
    let believed = found.filter { $0.confidence >= thresholds[$0.category.rawValue] ?? 0 }
    let boxes = believed.enumerated().map { TrackedBox($0.element, trackID: $0.offset + 1) }
    try writer.append(FrameDetections(stream: 0, frame: 0, pts: 0, boxes: boxes))
    try writer.finish()
    return try DetectionsStage.outcome(
      of: path, source: run.source, file: file, configuration: detector.configuration)
  }

  private func render(
    _ picture: StillImage, _ detections: DetectionsStage.Outcome, _ painter: FramePainter
  ) async throws -> Rendition {
    let reader = try DetectionsReader(path: detections.path)
    guard let boxes = try reader.next(), try reader.next() == nil else {
      throw RunError(.detectionsMismatch, "\(detections.path) does not describe exactly one picture")
    }
    let painted = try await timings.measure(.protect) { try await painter.paint(picture.frame, boxes) }
    let output = try await timings.measure(.encode) {
      try await StillImage.write(
        painted.frame, to: run.names.film.path, reading: [run.source], overwrites: run.options.overwrites)
    }
    try await timings.measure(.verify) { try await verify(output, picture.frame) }
    var figures = PaintedFigures()
    figures.add(share: painted.coveredShare, regions: painted.regions, isDamaged: false)
    var sheet = ContactSheet(of: detections.summary, streams: [])
    try sheet.observe(painted.frame, stream: 0, regions: painted.regions)
    return Rendition(
      mode: .rendered, path: output.path,
      dropped: picture.metadata.map { RunReport.Dropped(what: $0, reason: "metadata may be personal") },
      figures: [film.videoStreams.first?.index ?? 0: figures], thumbnails: sheet.thumbnails,
      commit: { try output.commit() })
  }

  /// Reads the written picture back.
  private func verify(_ output: PartialFile, _ frame: VideoFrame) async throws {
    let copy = try await StillImage.read(output.path)
    guard copy.frame.format.width == frame.format.width, copy.frame.format.height == frame.format.height,
      copy.metadata.isEmpty
    else {
      throw RunError(
        .verificationFailed, "\(output.destination) was not written as it should be; nothing was kept of it")
    }
  }
}
