internal import Foundation

/// Decrypts the chunks of a sealed file in order, each only if it is authentic.
final class ChunkReader {
  private let file: InputFile
  private let header: SealedHeader
  private let cipher: ChunkCipher
  private var index = 0
  /// Nonce, ciphertext and tag of a chunk; used again for the next one.
  private var combined = Data()
  /// Plaintext bytes read so far.
  private(set) var byteCount = 0

  init(_ sealed: SealedFile, key: SessionKey) throws {
    guard key.incident == sealed.header.incident, key.rendition == sealed.header.rendition else {
      throw EvidenceError(.wrongKey, "the key is of another incident or rendition than the sealed file")
    }
    file = try InputFile(sealed.path)
    header = sealed.header
    cipher = ChunkCipher(try key.contentKey(), header: header)
  }

  var isAtEnd: Bool { index == header.chunkCount }

  /// - Throws: `damagedChunk`, `notReadable`, `truncated`.
  func next() throws -> Data {
    let count = header.byteCount(ofChunk: index)
    let size = ChunkCipher.nonceByteCount + count + SealedHeader.tagByteCount
    if combined.count != size { combined = Data(count: size) }
    try combined.withUnsafeMutableBytes { memory in
      try file.read(
        into: UnsafeMutableRawBufferPointer(rebasing: memory[ChunkCipher.nonceByteCount...]),
        at: header.offset(ofChunk: index))
    }
    let plaintext = try cipher.open(&combined, chunk: index)
    index += 1
    byteCount += plaintext.count
    return plaintext
  }
}
