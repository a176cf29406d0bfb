import Foundation
import VeilMedia
import VeilVision

/// The second half of a run: from film and detections to a finished, verified film under its hidden name.
struct RenderStage {
  let run: ProtectRun
  let film: FilmInfo
  let detections: DetectionsStage.Outcome
  let location: LocationOutcome
  let painter: FramePainter
  let timings: StageTimings

  func run() async throws -> Rendition {
    // The detectors are gone by now; the encoder wants the room that they had.
    SuiteFrameDetector.releaseMemory()
    return try await mayCopy ? copy() : render()
  }

  /// True if nothing is to be hidden, so that the coded pictures can stay as they are.
  private var mayCopy: Bool {
    detections.summary.boxes == 0 && !painter.paintsEveryFrame && !run.options.salvages
      && run.options.copiesUntouched && StreamCopy.refusal(for: film) == nil
  }

  private var writerOptions: FilmWriterOptions {
    var options = run.options.writer
    options.overwrites = run.options.overwrites
    options.audio = run.policy.audio == .mute ? .mute : .copy
    options.location = location.start
    return options
  }

  private func copy() async throws -> Rendition {
    // A given file is only somebody's word that nothing is there: its frames have to be this film's, and decodable.
    if run.options.detections != nil { try await checkFramesAgainstDetections() }
    var options = writerOptions
    options.video = .copy
    let writer = try await FilmWriter.create(film, to: run.names.film.path, options: options)
    let written = try await timings.measure(.encode) { try await writer.finish() }
    try await verify(written)
    return Rendition(.copied, written, by: writer)
  }

  private func checkFramesAgainstDetections() async throws {
    let feed = try DetectionsFeed(path: detections.path, streams: film.videoStreams.map(\.index))
    let reader = try await FilmReader.open(run.source)
    for try await item in reader.items {
      if case .frame(let frame, let stream) = item { _ = try feed.next(for: frame, stream: stream) }
    }
    _ = try feed.finish()
  }

  private func render() async throws -> Rendition {
    var options = writerOptions
    options.video = .encode
    let feed = try DetectionsFeed(path: detections.path, streams: film.videoStreams.map(\.index))
    let writer = try await FilmWriter.create(film, to: run.names.film.path, options: options)
    do {
      var sheet = ContactSheet(of: detections.summary, streams: film.videoStreams)
      let reader = try await FilmReader.open(
        run.source, options: DecoderOptions(threads: 2, readAhead: 2, salvages: run.options.salvages))
      let expected = detections.summary.frames
      let renderer = FilmRenderer(painter: painter, concurrency: run.options.concurrency, timings: timings)
      let figures = try await renderer.render(reader.items, detections: feed, to: writer) { frame, stream, regions in
        try sheet.observe(frame, stream: stream, regions: regions)
      } progress: { [progress = run.progress] count in
        progress(RunProgress(pass: .render, frames: count, expectedFrames: expected))
      }
      _ = try feed.finish()
      let written = try await timings.measure(.encode) { try await writer.finish() }
      try await verify(written)
      return Rendition(.rendered, written, by: writer, figures: figures, thumbnails: sheet.thumbnails)
    } catch {
      await writer.abort()
      throw error
    }
  }

  /// Reads the film back and compares it with what was analysed.
  private func verify(_ written: WrittenFilm) async throws {
    run.progress(RunProgress(pass: .verify, frames: 0, expectedFrames: nil))
    let frames = Dictionary(
      uniqueKeysWithValues: detections.header.streams.map { ($0.index, $0.frames ?? 0) })
    try await timings.measure(.verify) { try await FilmVerifier.verify(written, of: film, frames: frames) }
  }
}
