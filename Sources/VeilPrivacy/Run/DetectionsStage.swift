import Foundation
import VeilMedia
import VeilVision

/// The first half of a run: from the film to a complete detections file, by looking at every frame or by taking the file
/// that was given.
struct DetectionsStage {
  let run: ProtectRun
  let film: FilmInfo
  let file: InputFile
  let timings: StageTimings
  let results: PendingResults

  /// What the second half needs to know.
  struct Outcome {
    let path: String
    let header: DetectionsHeader
    let summary: DetectionsSummary
    /// True if a person corrected the file.
    let isEdited: Bool
    /// Settings of the detectors, for the report.
    let configuration: [String: String]
  }

  /// - Parameter painter: what the second half paints with, for the file's header.
  func run(with painter: FramePainter) async throws -> Outcome {
    if let given = run.options.detections {
      return try Self.outcome(of: given, source: run.source, file: file, configuration: [:])
    }
    guard let path = results.detectionsPath else { throw RunError(.notWritable, "there is no place for detections") }
    let detector = try await run.detectors()
    let analysed = try await analyse(with: detector)
    try timings.measure(.link) { try write(analysed, detector: detector, painter, to: path) }
    return try Self.outcome(of: path, source: run.source, file: file, configuration: detector.configuration)
  }

  private func analyse(with detector: any FrameDetector) async throws -> [AnalysedStream] {
    let options = DecoderOptions(threads: 2, readAhead: 2, salvages: run.options.salvages)
    let reader = try await FilmReader.open(run.source, options: options)
    let views = Dictionary(uniqueKeysWithValues: film.videoStreams.map { ($0.index, UprightView(of: $0)) })
    let analyser = FilmAnalyser(
      look: { frame, stream, turn in
        guard let view = views[stream] else { return try await detector.detect(in: frame, turn: turn) }
        return try await view.detect(in: frame, with: detector, turn: turn)
      },
      detectInterval: run.options.detectInterval, concurrency: run.options.concurrency, timings: timings)
    let expected = film.expectedFrames
    // Networks are compiled side by side while the first frames are decoded, not when a frame first asks for each.
    async let isReady: Void = Self.prepare(detector, for: Array(views.values))
    let analysed = try await analyser.analyse(reader.items, streams: film.videoStreams) {
      [progress = run.progress] count in
      progress(RunProgress(pass: .analyse, frames: count, expectedFrames: expected))
    }
    try await isReady
    return analysed
  }

  private static func prepare(_ detector: any FrameDetector, for views: [UprightView]) async throws {
    for view in views { try await view.prepare(detector) }
  }

  private func write(
    _ streams: [AnalysedStream], detector: any FrameDetector, _ painter: FramePainter, to path: String
  ) throws {
    let header = DetectionsHeader(
      tool: run.options.tool,
      input: DetectionsHeader.Input(name: file.name, sha256: file.sha256, bytes: file.bytes),
      streams: try film.videoStreams.map { info in
        let table = streams.first { $0.table.stream == info.index }?.table
        guard let frames = table?.frameCount, frames > 0 else {
          throw RunError(.damaged, "video stream \(info.index) of \(run.source) holds no frame that can be decoded")
        }
        return DetectionsHeader.Stream(info, frames: frames)
      },
      models: painter.models(besides: detector.models), thresholds: detector.thresholds,
      interval: run.options.detectInterval, policy: run.policy.summary.merging(painter.configuration) { $1 })
    let writer = try DetectionsWriter(path: path, header: header)
    var firstTrackID = 1
    for stream in streams {
      let chains = TrackLinker().link(stream.table)
      let frames = TrackCompleter(options: run.completion(for: detector)).frames(
        of: stream.table, chains: chains, firstTrackID: firstTrackID)
      for frame in frames { try writer.append(frame) }
      firstTrackID += frames.trackCount
    }
    try writer.finish()
  }

  /// Reads a detections file to its end and makes sure that it is about this input.
  static func outcome(
    of path: String, source: String, file: InputFile, configuration: [String: String]
  ) throws -> Outcome {
    let reader = try DetectionsReader(path: path)
    guard reader.header.input.sha256 == file.sha256 else {
      throw RunError(
        .detectionsMismatch,
        "\(path) describes another film than \(source): their SHA-256 differ; analyse this film anew")
    }
    let summary = try DetectionsSummary(of: reader)
    return Outcome(
      path: path, header: reader.header, summary: summary, isEdited: reader.isEdited, configuration: configuration)
  }
}

extension DetectionsHeader.Stream {
  init(_ info: StreamInfo, frames: Int?) {
    self.init(
      index: info.index, width: info.video?.width ?? 0, height: info.video?.height ?? 0,
      timeBase: [Int(info.timeBase.numerator), Int(info.timeBase.denominator)], frames: frames,
      rotation: Int((info.video?.rotation ?? 0).rounded()))
  }
}

extension FilmInfo {
  /// Frames of all video streams, if the container says or lets it be computed.
  var expectedFrames: Int? {
    let counts = videoStreams.map { stream -> Int? in
      if let count = stream.frameCount { return count }
      guard let duration, let rate = stream.video?.frameRate else { return nil }
      return Int((duration * rate.value).rounded())
    }
    return counts.contains(nil) ? nil : counts.compactMap(\.self).reduce(0, +)
  }
}
