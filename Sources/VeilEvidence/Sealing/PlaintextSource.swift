internal import Cryptography

/// The plaintext of a sealed file as one stream: length of the manifest (4) ‖ manifest ‖ films. Checks every film against
/// its commitment while it passes.
final class PlaintextSource {
  private let prefix: [UInt8]
  private let manifest: SealedManifest
  private let files: [InputFile]
  private var hasher = ChunkHasher()
  private var film = 0
  private var filmOffset = 0
  private var prefixOffset = 0

  let byteCount: Int

  init(_ manifest: SealedManifest, films: [String]) throws {
    let text = manifest.bytes
    guard text.count <= SealedManifest.maximumByteCount else {
      throw EvidenceError(.tooLarge, "time, place and records are more than chunk 0 holds; shorten the track")
    }
    guard films.count == manifest.films.count else {
      throw EvidenceError(.contradiction, "the manifest names \(manifest.films.count) films, not \(films.count)")
    }
    self.manifest = manifest
    prefix = UInt32(text.count).bigEndianBytes + text
    files = try films.map { try InputFile($0) }
    for (file, film) in zip(files, manifest.films) where file.byteCount != film.byteCount {
      throw Self.differs(file.path)
    }
    byteCount = prefix.count + files.reduce(0) { $0 + $1.byteCount }
  }

  /// Fills the buffer with the next bytes.
  func fill(_ buffer: UnsafeMutableRawBufferPointer) throws {
    var done = min(buffer.count, prefix.count - prefixOffset)
    buffer.copyBytes(from: prefix[prefixOffset..<prefixOffset + done])
    prefixOffset += done
    while done < buffer.count {
      let file = files[film]
      let count = min(buffer.count - done, file.byteCount - filmOffset)
      let part = UnsafeMutableRawBufferPointer(rebasing: buffer[done..<done + count])
      try file.read(into: part, at: filmOffset)
      try hasher.update(UnsafeRawBufferPointer(part))
      done += count
      filmOffset += count
      if filmOffset == file.byteCount { try endFilm() }
    }
  }

  /// To be called when all bytes were taken: films without bytes may still wait.
  func end() throws {
    while film < files.count, files[film].byteCount == filmOffset { try endFilm() }
  }

  private func endFilm() throws {
    let root = MerkleTree(leaves: try hasher.finish()).root
    guard root == manifest.films[film].commitment.contentRoot else { throw Self.differs(files[film].path) }
    hasher = ChunkHasher()
    film += 1
    filmOffset = 0
  }

  private static func differs(_ path: String) -> EvidenceError {
    EvidenceError(.contentDiffers, "\(path) is not the film that was committed to; it has been changed since")
  }
}
