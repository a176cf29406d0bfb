internal import Foundation
internal import VeilPrivacy

/// The files of a review: the film as it was recorded, what was detected in it, the corrections and the rendered film.
package struct ReviewFiles: Sendable, Hashable {
  /// The recording.
  package let source: String
  /// As the program wrote it; never changed.
  package let detections: String
  /// What a person made of it.
  package let corrected: String
  /// The protected film.
  package let film: String
  let names: OutputNames

  /// Finds the files beside a film. The protected film may be named as well as the recording.
  /// - Parameter detections: nil for the ones beside the film.
  /// - Throws: `unknown` where the recording or the detections are missing.
  package init(film path: String, detections: String? = nil) throws {
    let given = URL(filePath: path)
    let stem = given.deletingPathExtension().lastPathComponent
    var recording = given
    if stem.hasSuffix(".protected") {
      let name = String(stem.dropLast(10)) + (given.pathExtension.isEmpty ? "" : ".\(given.pathExtension)")
      recording = given.deletingLastPathComponent().appending(path: name)
    }
    names = OutputNames(input: recording)
    source = recording.path
    film = names.film.path
    self.detections = detections ?? names.detections.path
    let folder = names.detections.deletingLastPathComponent()
    corrected =
      folder.appending(path: recording.deletingPathExtension().lastPathComponent + ".corrected.detections.jsonl").path
    guard FileManager.default.fileExists(atPath: source) else {
      throw DeskError(.unknown, "\(source) is not there; a review needs the recording beside the protected film")
    }
    guard FileManager.default.fileExists(atPath: self.detections) else {
      throw DeskError(.unknown, "\(self.detections) is not there; run `veilcam protect \(source)` first")
    }
  }

  /// What is shown: the corrections if there are some, otherwise what was detected.
  var current: String { FileManager.default.fileExists(atPath: corrected) ? corrected : detections }
}
