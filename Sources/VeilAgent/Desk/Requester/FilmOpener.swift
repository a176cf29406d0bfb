internal import Cryptography
internal import Foundation
internal import VeilEvidence

/// Opens a sealed film into a folder and checks all that the ledger and the device have committed to.
struct FilmOpener {
  let evidence: DeskEvidence
  let rendition: Rendition
  let key: SessionKey

  /// What was opened and what was checked.
  struct Opened: Sendable {
    let manifest: SealedManifest
    let films: [String]
    let checks: [DeskCheck]
  }

  /// The films appear only when everything is right; on any error none remains.
  /// - Throws: `EvidenceError` for a damaged file; `contentDiffers` where the film is not what the device signed for.
  func open(_ sealed: String, into folder: String, progress: ByteProgress?) async throws -> Opened {
    let staging = folder + "/.opening-\(evidence.incident.value.hex.prefix(16))-\(rendition)"
    try? FileManager.default.removeItem(atPath: staging)
    try FileManager.default.createDirectory(
      atPath: staging, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { try? FileManager.default.removeItem(atPath: staging) }
    let (manifest, staged) = try await EvidenceWorker.shared.run { [key] in
      try SealedFile(sealed).open(with: key, into: staging, overwrites: true, progress: progress)
    }
    let checks = try await verify(manifest, films: staged)
    return Opened(manifest: manifest, films: try move(staged, to: folder), checks: checks)
  }

  private func verify(_ manifest: SealedManifest, films: [String]) async throws -> [DeskCheck] {
    let device = try evidence.device()
    guard manifest.records.first?.record.device == device else {
      throw DeskError(
        .contentDiffers, "the records in the film are of another device than the one that signed; do not confirm")
    }
    var checks = [
      DeskCheck(
        "Records", .right,
        manifest.records.count == 1
          ? "the record is signed by the device of the evidence"
          : "\(manifest.records.count) records in one chain, all signed by the device of the evidence")
    ]
    let segments = evidence.binding.segments
    if let derivation = manifest.derivation?.derivation {
      guard derivation.originals == segments.map(\.videoHash) else {
        throw DeskError(
          .contentDiffers, "the film was derived from other recordings than the evidence names; do not confirm")
      }
      checks.append(
        DeskCheck(
          "Derivation", .right,
          "the device vouches that method “\(derivation.method)” made it of the recordings of the evidence"))
    } else {
      guard manifest.films.map(\.commitment) == segments else {
        throw DeskError(.contentDiffers, "the films are not the recordings that the evidence names; do not confirm")
      }
    }
    for (film, path) in zip(manifest.films, films) {
      guard try await FrontFrame.hash(ofFilm: path) == film.commitment.frameHash else {
        throw DeskError(.contentDiffers, "the first picture of \(film.name) is not the committed one; do not confirm")
      }
    }
    checks.append(
      DeskCheck(
        "Film", .right,
        "\(films.count == 1 ? "the film is" : "\(films.count) films are") bit for bit what was committed to"))
    return checks
  }

  private func move(_ staged: [String], to folder: String) throws -> [String] {
    let prefix = evidence.incident.value.hex.prefix(12) + "-\(rendition)-"
    return try staged.map { path in
      let destination = folder + "/" + prefix + (path as NSString).lastPathComponent
      guard rename(path, destination) == 0 else {
        throw DeskError(.notWritable, "\(destination) cannot be written")
      }
      return destination
    }
  }
}
