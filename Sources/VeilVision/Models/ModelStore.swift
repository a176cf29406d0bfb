internal import Foundation

/// Finds models on this machine and hands out their checked bytes. Never touches the network.
package struct ModelStore: Sendable {
  /// All known models, for each role the preferred one first.
  package let manifests: [ModelManifest]
  /// Searched in this order.
  package let folders: [ModelFolder]

  /// - Parameters:
  ///   - folders: where to search; manifests found in them add models.
  ///   - delivered: the manifests that come with the program.
  /// - Throws: ``VisionError`` with code `manifestInvalid` when a manifest cannot be read or uses the name of another.
  package init(folders: [ModelFolder], delivered: [ModelManifest]? = nil) throws {
    var manifests = try delivered ?? Self.deliveredManifests()
    for folder in folders {
      for manifest in try folder.manifests() {
        if let known = manifests.first(where: { $0.name == manifest.name }) {
          if known == manifest { continue }
          throw VisionError(
            .manifestInvalid,
            "\(folder.path) holds another manifest named \(manifest.name); give that model a name of its own")
        }
        manifests.append(manifest)
      }
    }
    self.manifests = manifests.sorted {
      $0.preference != $1.preference ? $0.preference > $1.preference : $0.name < $1.name
    }
    self.folders = folders
  }

  /// The store of an installation.
  /// - Parameter option: value of `--models`, if given.
  package static func standard(option: String? = nil) throws -> ModelStore {
    try ModelStore(folders: ModelFolder.standard(option: option))
  }

  /// The manifests that come with the program.
  package static func deliveredManifests() throws -> [ModelManifest] {
    try ModelManifest.read(PackageResources.models_json, origin: "models.json")
  }

  /// The model of a name.
  /// - Throws: ``VisionError`` with code `unknownModel` naming the choices.
  package func manifest(named name: String) throws -> ModelManifest {
    guard let manifest = manifests.first(where: { $0.name == name }) else {
      let choices = manifests.map(\.name).sorted().joined(separator: ", ")
      throw VisionError(.unknownModel, "no model is named \(name); known are \(choices)")
    }
    return manifest
  }

  /// The models that can fill a role, the preferred one first.
  package func manifests(for role: ModelRole) -> [ModelManifest] { manifests.filter { $0.role == role } }

  /// The folder in which all files of a model lie, whatever is in them, or nil.
  package func location(of manifest: ModelManifest) -> (folder: ModelFolder, path: String)? {
    for folder in folders {
      for path in folder.candidates(for: manifest) where manifest.files.allSatisfy({ exists(path + "/" + $0.name) }) {
        return (folder, path)
      }
    }
    return nil
  }

  /// Reads and checks a model.
  /// - Throws: ``VisionError``: `modelMissing`, `modelHashMismatch`.
  package func load(_ manifest: ModelManifest) throws -> VerifiedModel {
    guard let location = location(of: manifest) else { throw missing(manifest.name, role: manifest.role) }
    return try VerifiedModel(reading: manifest, in: location.path)
  }

  /// Reads and checks the preferred one of the present models for a role. A present one with a wrong hash is an error
  /// and not a reason to take the next.
  /// - Throws: ``VisionError``: `modelMissing`, `modelHashMismatch`, `unknownModel` when no model is known for the role.
  package func load(_ role: ModelRole) throws -> VerifiedModel { try load(preferredPresent(for: role)) }

  /// The preferred one of the present models for a role.
  /// - Throws: ``VisionError``: `modelMissing` when none is present, `unknownModel` when none is known.
  package func preferredPresent(for role: ModelRole) throws -> ModelManifest {
    let acceptable = manifests(for: role)
    guard let preferred = acceptable.first else {
      throw VisionError(.unknownModel, "no model is known for role \(role)")
    }
    if let present = acceptable.first(where: { location(of: $0) != nil }) { return present }
    throw missing(acceptable.first(where: \.isFetchable)?.name ?? preferred.name, role: role)
  }

  private func missing(_ name: String, role: ModelRole) -> VisionError {
    VisionError(
      .modelMissing,
      "model \(name) for role \(role) is missing; fetch it with: veilcam models pull (or name a folder with --models or VEILCAM_MODELS)"
    )
  }

  private func exists(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
  }
}
