internal import VeilMedia
internal import Foundation
internal import Glibc

/// Writes the films of an opened file and checks each against its commitment; none appears unless all are right.
final class PlaintextSink {
  let manifest: SealedManifest
  private let outputs: [OutputFile]
  private var hasher = ChunkHasher()
  private var film = 0
  /// The folder, if this object created it; removed again on failure where it is empty.
  private let createdFolder: String?
  private var isCommitted = false

  init(_ manifest: SealedManifest, folder: String, sealed: String, overwrites: Bool) throws {
    self.manifest = manifest
    createdFolder = mkdir(folder, 0o777) == 0 ? folder : nil
    do {
      outputs = try manifest.films.map { film in
        try OutputFile(folder + "/" + film.name, reading: [sealed], overwrites: overwrites)
      }
    } catch {
      if let createdFolder { rmdir(createdFolder) }
      throw error
    }
    try endFilms()
  }

  deinit {
    guard !isCommitted else { return }
    for output in outputs { output.discard() }
    if let createdFolder { rmdir(createdFolder) }
  }

  /// Where the films lie, all of them complete, until they get their names.
  func hiddenPaths() throws -> [String] {
    for output in outputs { try output.flush() }
    return outputs.map(\.hiddenPath)
  }

  /// Takes the next bytes of the films.
  func write(_ bytes: Data) throws {
    try bytes.withUnsafeBytes { bytes in
      var rest = bytes
      while !rest.isEmpty {
        guard film < outputs.count else { throw Self.overlong }
        let count = min(rest.count, manifest.films[film].byteCount - outputs[film].byteCount)
        let part = UnsafeRawBufferPointer(rebasing: rest[..<count])
        try outputs[film].write(part)
        try hasher.update(part)
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        try endFilms()
      }
    }
  }

  /// Gives all films their names; if one cannot have it, those before lose theirs again.
  func commit() throws -> [String] {
    guard film == outputs.count else { throw Self.overlong }
    for (index, output) in outputs.enumerated() {
      do {
        try output.commit()
      } catch {
        for done in outputs[..<index] { unlink(done.destination) }
        throw error
      }
    }
    isCommitted = true
    return outputs.map(\.destination)
  }

  /// Checks the films whose last byte has come.
  private func endFilms() throws {
    while film < outputs.count, outputs[film].byteCount == manifest.films[film].byteCount {
      let root = MerkleTree(leaves: try hasher.finish()).root
      guard root == manifest.films[film].commitment.contentRoot else {
        throw EvidenceError(
          .contentDiffers, "the film \(manifest.films[film].name) is not the one that was committed to; dispute it")
      }
      hasher = ChunkHasher()
      film += 1
    }
  }

  private static let overlong = EvidenceError(
    .contradiction, "the films do not have the lengths that the manifest gives")
}
