internal import Foundation

/// How far fetching has come.
package struct PullProgress: Sendable, Hashable {
  /// Name of the model.
  package let model: String
  /// Name of the file.
  package let file: String
  /// Bytes received of this file.
  package let received: Int
  /// Bytes of this file in all.
  package let total: Int
}

/// What fetching did with one model.
package struct PullOutcome: Sendable, Hashable {
  package let manifest: ModelManifest
  /// Where its files lie now.
  package let path: String
  /// False if all files were there already, with the right hashes.
  package let wasFetched: Bool
}

extension ModelStore {
  /// The models that a plain `veilcam models pull` fetches: for each role the preferred one that its publisher offers.
  /// Adversaries are fetched only by name, since protecting needs none.
  package var pullSet: [ModelManifest] {
    var roles: [ModelRole] = []
    for manifest in manifests where manifest.role != .reid && !roles.contains(manifest.role) {
      roles.append(manifest.role)
    }
    return roles.compactMap { role in manifests(for: role).first(where: \.isFetchable) }
  }

  /// Fetches models from their publishers' own addresses, checks them and puts them where they are found.
  ///
  /// - Parameters:
  ///   - wanted: what to fetch; nil means ``pullSet``.
  ///   - folder: where to; nil means the cache, or the folder named by `VEILCAM_MODELS` or `--models`.
  ///   - transport: what to fetch with.
  ///   - progress: called as bytes arrive, from any thread.
  /// - Throws: ``VisionError``: `download` when an address does not answer, `modelHashMismatch` when it answers with
  ///   something else. Models fetched before stay.
  package func pull(
    _ wanted: [ModelManifest]? = nil, into folder: String? = nil, transport: any Transport = URLSessionTransport(),
    progress: @escaping @Sendable (PullProgress) -> Void = { _ in }
  ) async throws -> [PullOutcome] {
    guard let folder = folder ?? folders.first(where: { [.option, .environment, .cache].contains($0.origin) })?.path
    else {
      throw VisionError(.download, "no folder for models is known; set HOME or VEILCAM_MODELS")
    }
    var outcomes: [PullOutcome] = []
    for manifest in wanted ?? pullSet {
      let home = folder + "/" + manifest.name
      let missing = manifest.files.filter { (try? FileBytes(reading: $0, in: home)) == nil }
      for file in missing { try await fetch(file, of: manifest, into: home, transport, progress) }
      outcomes.append(PullOutcome(manifest: manifest, path: home, wasFetched: !missing.isEmpty))
    }
    return outcomes
  }

  private func fetch(
    _ file: ModelFile, of manifest: ModelManifest, into home: String, _ transport: any Transport,
    _ progress: @escaping @Sendable (PullProgress) -> Void
  ) async throws {
    guard let url = file.url else {
      throw VisionError(
        .download, "model \(manifest.name) has no official address; copy \(file.name) into \(home) yourself")
    }
    let partial = try ModelDownload(file, in: home)
    try await transport.fetch(url) { bytes in
      let received = try partial.append(bytes)
      progress(PullProgress(model: manifest.name, file: file.name, received: received, total: file.bytes))
    }
    try partial.finish()
  }
}
