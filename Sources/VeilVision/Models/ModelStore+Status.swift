/// What is known and found of one model.
package struct ModelStatus: Sendable, Hashable {
  /// The state of the model's files.
  package enum State: Sendable, Hashable {
    case missing
    /// All files are there; their content was not looked at.
    case present
    /// All hashes were computed and are as the manifest says.
    case verified
    /// A file is another one; the sentence says which.
    case wrong(String)
  }

  package let manifest: ModelManifest
  package let state: State
  /// Where the files lie, if they do.
  package let path: String?
  /// Why that folder is searched.
  package let origin: ModelFolder.Origin?
  /// True if this is the model that its role would use now.
  package let isChosen: Bool
}

extension ModelStore {
  /// All known models and where they were found, without reading them.
  package func list() -> [ModelStatus] {
    manifests.map { manifest in
      let location = location(of: manifest)
      return ModelStatus(
        manifest: manifest, state: location == nil ? .missing : .present, path: location?.path,
        origin: location?.folder.origin, isChosen: chosen(for: manifest.role) == manifest)
    }
  }

  /// All known models, those that are present read and compared with their hashes.
  package func verify() -> [ModelStatus] {
    list().map { status in
      guard let path = status.path else { return status }
      return ModelStatus(
        manifest: status.manifest, state: state(of: status.manifest, in: path), path: path, origin: status.origin,
        isChosen: status.isChosen)
    }
  }

  private func state(of manifest: ModelManifest, in path: String) -> ModelStatus.State {
    do {
      _ = try VerifiedModel(reading: manifest, in: path)
      return .verified
    } catch {
      return .wrong(String(describing: error))
    }
  }

  private func chosen(for role: ModelRole) -> ModelManifest? {
    manifests(for: role).first { location(of: $0) != nil }
  }
}
