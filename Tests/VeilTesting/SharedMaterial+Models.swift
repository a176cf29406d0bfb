package import Foundation

extension SharedMaterial {
  /// The folder of models that were made by others, nil when it is absent.
  package static let models: URL? = {
    guard let path = folder?.appending(path: "models"), FileManager.default.fileExists(atPath: path.path) else {
      return nil
    }
    return path
  }()

  /// For `.enabled(if:_:)`.
  package static var hasModels: Bool { models != nil }

  /// A copy of the models that a test may spoil.
  package static func copyOfModels() throws -> TemporaryFolder {
    let copy = try TemporaryFolder()
    guard let models else { return copy }
    for role in ["detector", "face", "plate"] {
      let target = copy.url.appending(path: role)
      try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
      for file in try FileManager.default.contentsOfDirectory(
        at: models.appending(path: role), includingPropertiesForKeys: nil)
      {
        // Written anew: the originals are read-only, and so would be their copies.
        try Data(contentsOf: file).write(to: target.appending(path: file.lastPathComponent))
      }
    }
    return copy
  }
}

extension TemporaryFolder {
  /// Files in a folder of this one.
  package func files(in name: String) throws -> [URL] {
    try FileManager.default.contentsOfDirectory(at: url.appending(path: name), includingPropertiesForKeys: nil)
  }
}
