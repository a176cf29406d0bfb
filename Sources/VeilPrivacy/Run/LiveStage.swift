import Foundation
import VeilMedia
import VeilVision

/// Both halves of a run in one pass, for a camera or a pipe: a frame is rendered as soon as what follows it within the
/// look-ahead is known. Frames wait in memory for that long and no longer.
struct LiveStage {
  let run: ProtectRun
  let reader: FilmReader
  let file: InputFile
  let painter: FramePainter
  let timings: StageTimings
  let results: PendingResults
  /// Seconds.
  let lookahead: Double

  /// A frame that has been looked at, or a packet that is only copied.
  private enum Seen: Sendable {
    case frame(VideoFrame, stream: Int, detections: [Detection]?)
    case packet(MediaPacket)
  }

  func run() async throws -> (DetectionsStage.Outcome, Rendition) {
    let detector = try await run.detectors()
    guard let path = results.detectionsPath else { throw RunError(.notWritable, "there is no place for detections") }
    let header = DetectionsHeader(
      tool: run.options.tool, input: .init(name: file.name, sha256: file.sha256, bytes: file.bytes),
      streams: reader.info.videoStreams.map { DetectionsHeader.Stream($0, frames: nil) },
      models: painter.models(besides: detector.models), thresholds: detector.thresholds,
      interval: run.options.detectInterval, policy: run.policy.summary.merging(painter.configuration) { $1 })
    var options = run.options.writer
    options.overwrites = run.options.overwrites
    options.audio = run.policy.audio == .mute ? .mute : .copy
    let film = try await FilmWriter.create(
      reader.info, to: run.names.film.path, options: options, packetsOf: reader)
    do {
      var lanes = Dictionary(
        uniqueKeysWithValues: reader.info.videoStreams.map {
          ($0.index, LiveLane($0, lookahead: lookahead, completion: run.completion(for: detector)))
        })
      let sink = LiveSink(
        detections: try DetectionsWriter(path: path, header: header), film: film, painter: painter, timings: timings,
        summary: DetectionsSummary.Builder(streams: header.streams))
      try await pass(detector, &lanes, into: sink)
      for stream in lanes.keys.sorted() {
        for settled in lanes[stream]?.finish() ?? [] { try await sink.take(settled) }
      }
      return try await finish(sink, header: header, path: path, configuration: detector.configuration)
    } catch {
      await film.abort()
      throw error
    }
  }

  private func pass(
    _ detector: any FrameDetector, _ lanes: inout [Int: LiveLane], into sink: LiveSink
  ) async throws {
    let views = Dictionary(uniqueKeysWithValues: reader.info.videoStreams.map { ($0.index, UprightView(of: $0)) })
    var count = 0
    let due = DueItems(items: reader.items, interval: run.options.detectInterval)
    try await orderedConcurrentMap(due, limit: run.options.concurrency) { [timings] item -> Seen in
      try Task.checkCancellation()
      switch item.item {
      case .packet(let packet): return .packet(packet)
      case .frame(let frame, let stream):
        guard let turn = item.turn, !frame.isDamaged else { return .frame(frame, stream: stream, detections: nil) }
        let found = try await timings.measure(.detect) {
          guard let view = views[stream] else { return try await detector.detect(in: frame, turn: turn) }
          return try await view.detect(in: frame, with: detector, turn: turn)
        }
        return .frame(frame, stream: stream, detections: found)
      }
    } consume: { seen in
      switch seen {
      case .packet(let packet): try await sink.take(packet)
      case .frame(let frame, let stream, let detections):
        for settled in try lanes[stream]?.append(frame, detections: detections) ?? [] { try await sink.take(settled) }
        count += 1
        run.progress(RunProgress(pass: .render, frames: count, expectedFrames: reader.info.expectedFrames))
      }
    }
  }

  private func finish(
    _ sink: LiveSink, header: DetectionsHeader, path: String, configuration: [String: String]
  ) async throws -> (DetectionsStage.Outcome, Rendition) {
    let written = try await sink.finish()
    let frames = sink.figures.mapValues(\.frames)
    var header = header
    for index in header.streams.indices { header.streams[index].frames = frames[header.streams[index].index] ?? 0 }
    try await timings.measure(.verify) { try await FilmVerifier.verify(written, of: reader.info, frames: frames) }
    let outcome = DetectionsStage.Outcome(
      path: path, header: header, summary: sink.summary.summary(), isEdited: false, configuration: configuration)
    return (outcome, Rendition(.rendered, written, by: sink.film, figures: sink.figures))
  }
}
