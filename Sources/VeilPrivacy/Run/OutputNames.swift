package import Foundation

/// Where the results of one input go: `drive.mp4` becomes `drive.protected.mp4`, `drive.detections.jsonl`,
/// `drive.report.json` and `drive.report.html`.
package struct OutputNames: Sendable, Hashable {
  /// The protected film or picture.
  package let film: URL
  package let detections: URL
  package let report: URL
  package let page: URL
  /// Where the film was recorded, if the policy lets it be known.
  package let track: URL

  /// Names beside an input, or in a folder of results.
  /// - Parameter ending: the result's ending where it is not the input's.
  package init(input: URL, in folder: URL? = nil, ending: String? = nil) {
    let folder = folder ?? input.deletingLastPathComponent()
    let stem = input.deletingPathExtension().lastPathComponent
    let ending = ending ?? input.pathExtension
    let suffix = ending.isEmpty ? "" : ".\(ending)"
    self.init(film: folder.appending(path: "\(stem).protected\(suffix)"), stem: stem)
  }

  /// Names that follow an output the caller chose.
  package init(film: URL) {
    let stem = film.deletingPathExtension().lastPathComponent
    self.init(film: film, stem: stem.hasSuffix(".protected") ? String(stem.dropLast(10)) : stem)
  }

  private init(film: URL, stem: String) {
    let folder = film.deletingLastPathComponent()
    self.film = film
    detections = folder.appending(path: "\(stem).detections.jsonl")
    report = folder.appending(path: "\(stem).report.json")
    page = folder.appending(path: "\(stem).report.html")
    track = folder.appending(path: "\(stem).protected.gpx")
  }

  /// True for files that an earlier run has written, which a folder run never takes as input.
  package static func isOurs(_ file: URL) -> Bool {
    let name = file.lastPathComponent
    return file.deletingPathExtension().lastPathComponent.hasSuffix(".protected") || name.hasSuffix(".detections.jsonl")
      || name.hasSuffix(".report.json") || name.hasSuffix(".report.html") || name.hasPrefix(".")
  }
}
