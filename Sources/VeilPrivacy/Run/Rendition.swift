import VeilMedia

/// A protected film or picture that is complete, verified, and only waits for its name.
struct Rendition: Sendable {
  let mode: RunReport.Mode
  /// Where it lies under its hidden name.
  let path: String
  let dropped: [RunReport.Dropped]
  let figures: [Int: PaintedFigures]
  let thumbnails: [ReportPage.Thumbnail]
  /// Gives it its name.
  let commit: @Sendable () async throws -> Void
}

extension Rendition {
  /// A film.
  init(
    _ mode: RunReport.Mode, _ written: WrittenFilm, by writer: FilmWriter, figures: [Int: PaintedFigures] = [:],
    thumbnails: [ReportPage.Thumbnail] = []
  ) {
    let streams = written.dropped.map {
      RunReport.Dropped(what: "stream \($0.index), \($0.kind.rawValue) (\($0.codec))", reason: $0.reason)
    }
    self.init(
      mode: mode, path: written.path,
      dropped: streams + written.notes.map { RunReport.Dropped(what: "fidelity", reason: $0) }, figures: figures,
      thumbnails: thumbnails, commit: { try await writer.commit() })
  }
}
