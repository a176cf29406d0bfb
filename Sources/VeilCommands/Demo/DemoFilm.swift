import Foundation
import VeilPrivacy
import VeilVision

/// A film for those who have none: people walking, seen by a fixed camera.
enum DemoFilm {
  /// Where Debian's package opencv-doc puts OpenCV's sample film, not compressed.
  static let debianPath = "/usr/share/doc/opencv-doc/examples/data/vtest.avi"
  /// The film in OpenCV's repository.
  static let address = "https://github.com/opencv/opencv/raw/4.x/samples/data/vtest.avi"
  /// Size and hash of the film in opencv-doc 4.6.0+dfsg-12.
  static let bytes = 8_131_690
  static let sha256 = "45cddc9490be69345cbdab64ca583be65987e864ca408038e648db99e10516cf"

  /// The first film that is there.
  /// - Throws: ``RunError`` that says where to get one.
  static func onThisMachine(_ candidates: [String] = candidates()) throws -> String {
    if let path = candidates.first(where: FileManager.default.isReadableFile) { return path }
    throw RunError(
      .noInput,
      "there is no demo film on this machine; install Debian's package opencv-doc, or fetch \(address) "
        + "(\(bytes) bytes, SHA-256 \(sha256)) and name it with --film")
  }

  /// Where a film may lie: beside the models of a development checkout, or where Debian puts it.
  static func candidates(folders: [ModelFolder] = ModelFolder.standard(option: nil)) -> [String] {
    let development = folders.filter { $0.origin == .development }.map {
      URL(filePath: $0.path).deletingLastPathComponent().appending(path: "media/people.mp4").path
    }
    return development + [debianPath]
  }
}
