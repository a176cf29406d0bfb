internal import VeilMedia
internal import Cryptography
internal import Foundation

/// Seals a rendition in one pass: reads the films, checks them against their commitments, encrypts chunk by chunk and
/// hashes what is written. Memory does not grow with the films.
package enum FilmSealer {
  /// Blocks the thread: see ``EvidenceWorker``. The file appears only when it is complete; an interrupted seal leaves
  /// nothing, and starts again with a new capsule.
  ///
  /// - Parameters:
  ///   - films: the files of `manifest.films`, in the same order.
  ///   - key: a fresh one, never used to seal before.
  /// - Returns: the tree over the sealed file, whose root is the ciphertext root.
  /// - Throws: `contentDiffers` where a film is not the one of its commitment; `tooLarge`, `notReadable`, `wrongKey`;
  ///   `MediaError` for the output; `CancellationError`.
  package static func seal(
    _ manifest: SealedManifest, films: [String], with key: SessionKey, to path: String, overwrites: Bool = false,
    progress: ByteProgress? = nil
  ) throws -> ContentTree {
    guard key.incident == manifest.incident, key.rendition == manifest.rendition else {
      throw EvidenceError(.wrongKey, "the session key is of another incident or rendition")
    }
    let source = try PlaintextSource(manifest, films: films)
    let header = try SealedHeader(
      incident: manifest.incident, rendition: manifest.rendition, plaintextByteCount: source.byteCount)
    let output = try OutputFile(path, reading: films, overwrites: overwrites)
    let tree = try write(source, header, cipher: ChunkCipher(try key.contentKey(), header: header), to: output) {
      progress?($0, header.plaintextByteCount)
    }
    try output.commit()
    return tree
  }

  private static func write(
    _ source: PlaintextSource, _ header: SealedHeader, cipher: ChunkCipher, to output: OutputFile,
    progress: (Int) -> Void
  ) throws -> ContentTree {
    let hasher = ChunkHasher()
    try header.bytes.withUnsafeBytes {
      try hasher.update($0)
      try output.write($0)
    }
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: SealedHeader.chunkByteCount, alignment: 64)
    defer { buffer.deallocate() }
    for index in 0..<header.chunkCount {
      try Task.checkCancellation()
      let chunk = UnsafeMutableRawBufferPointer(rebasing: buffer[..<header.byteCount(ofChunk: index)])
      try source.fill(chunk)
      try cipher.seal(chunk, chunk: index) { sealed in
        try hasher.update(sealed)
        try output.write(sealed)
      }
      progress(index * SealedHeader.chunkByteCount + chunk.count)
    }
    try source.end()
    return ContentTree(leaves: try hasher.finish(), byteCount: output.byteCount)
  }
}
