import VeilMedia
import VeilVision

/// Where settled frames of a live run go: painted, encoded, counted and noted in the detections file.
final class LiveSink {
  private let detections: DetectionsWriter
  let film: FilmWriter
  private let painter: FramePainter
  private let timings: StageTimings
  private(set) var summary: DetectionsSummary.Builder
  private(set) var figures: [Int: PaintedFigures] = [:]

  init(
    detections: DetectionsWriter, film: FilmWriter, painter: FramePainter, timings: StageTimings,
    summary: DetectionsSummary.Builder
  ) {
    self.detections = detections
    self.film = film
    self.painter = painter
    self.timings = timings
    self.summary = summary
  }

  func take(_ settled: LiveLane.Settled) async throws {
    try detections.append(settled.detections)
    summary.add(settled.detections)
    let painted = try await timings.measure(.protect) {
      try await painter.paint(settled.frame, settled.detections)
    }
    figures[settled.stream, default: PaintedFigures()].add(
      share: painted.coveredShare, regions: painted.regions, isDamaged: settled.frame.isDamaged)
    try await timings.measure(.encode) { try await film.write(painted.frame, stream: settled.stream) }
  }

  func take(_ packet: MediaPacket) async throws { try await film.write(packet) }

  func finish() async throws -> WrittenFilm {
    try detections.finish()
    return try await timings.measure(.encode) { try await film.finish() }
  }
}
