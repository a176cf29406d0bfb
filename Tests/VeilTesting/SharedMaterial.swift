package import Foundation

/// Material that lies beside a checkout of the developers and is never part of the repository.
package enum SharedMaterial {
  /// The folder, found from where the sources lie; nil when it is absent.
  package static let folder: URL? = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let shared = root.deletingLastPathComponent().appending(path: "shared")
    return FileManager.default.fileExists(atPath: shared.path) ? shared : nil
  }()

  /// A film or picture by name, empty when the folder is absent; tests that use it are enabled only with ``isPresent``.
  package static func media(_ name: String) -> String { folder?.appending(path: "media/" + name).path ?? "" }

  /// True if the material is there.
  package static var isPresent: Bool { folder != nil }

  /// Why tests are skipped.
  package static let absence = "../shared is absent"
}
