package import Foundation

/// The films of the Dashcam Accident data set (Chan et al., "Anticipating accidents in dashcam videos", ACCV 2016).
package struct DashcamAccidentFilms: Sendable {
  /// Paths in alphabetical order.
  package let films: [String]

  /// - Throws: ``EvaluationError`` naming the expected layout.
  package init(directory: URL) throws {
    let top = Folder(directory)
    let root = top.firstFolder(ReIDFormat.dad.roots) ?? top
    films = ["training", "testing"].flatMap { split in
      ["positive", "negative"].flatMap { kind in
        root.folder("\(split)/\(kind)")?.files(["mp4", "avi", "mov", "mkv"]).map(\.path) ?? []
      }
    }
    guard !films.isEmpty else {
      throw EvaluationError(
        .layout, "\(directory.path) does not have the expected layout: \(ReIDFormat.dad.expectedLayout)")
    }
  }
}
