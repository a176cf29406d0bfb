internal import Foundation

/// A network that makes images, its bytes checked.
package struct ImageModel: Sendable {
  package let manifest: ImageModelManifest
  package let file: CheckedFile

  /// Finds, reads and checks a model by its name: the first folder that has its manifest counts.
  /// - Throws: ``VisionError``: `unknownModel` when there is no such manifest, `manifestInvalid`, `modelMissing`,
  ///   `modelHashMismatch`.
  package init(named name: String, role: ModelRole, in store: ModelStore) throws {
    let fileName = name + ModelFolder.manifestEnding
    let folders = store.folders.flatMap { [$0.path] + $0.subfolders }
    guard !name.contains("/"), let folder = folders.first(where: { Self.exists($0 + "/" + fileName) }) else {
      throw VisionError(.unknownModel, "no folder of models holds \(fileName)")
    }
    let path = folder + "/" + fileName
    guard let json = FileManager.default.contents(atPath: path) else {
      throw VisionError(.manifestInvalid, "\(path) cannot be read")
    }
    let manifest = try ImageModelManifest.read(Array(json), origin: path)
    guard manifest.name == name, manifest.role == role else {
      throw VisionError(
        .manifestInvalid, "\(path) describes a \(manifest.role) \(manifest.name), not a \(role) \(name)")
    }
    self.manifest = manifest
    file = try CheckedFile(reading: manifest.files[0], in: folder)
  }

  private static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
}
