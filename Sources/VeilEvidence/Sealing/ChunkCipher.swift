internal import Crypto
package import Cryptography
internal import Foundation

/// AES-256-GCM of the chunks of one sealed file: nonce = seven zero bytes ‖ chunk index (4) ‖ last-chunk flag (1),
/// associated data = H(header). A key seals one file only, so no nonce comes twice.
package struct ChunkCipher {
  static let nonceByteCount = 12

  private let key: SymmetricKey
  private let associated: Data
  private let header: SealedHeader

  package init(_ key: SecretBytes, header: SealedHeader) {
    self.key = key.withUnsafeBytes { SymmetricKey(data: $0) }
    self.header = header
    associated = Data(header.hash.bytes)
  }

  static func nonce(ofChunk index: Int, isLast: Bool) -> [UInt8] {
    [UInt8](repeating: 0, count: 7) + UInt32(truncatingIfNeeded: index).bigEndianBytes + [isLast ? 1 : 0]
  }

  /// Lends ciphertext ‖ tag of a chunk.
  package func seal(
    _ plaintext: UnsafeMutableRawBufferPointer, chunk index: Int, _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    guard let base = plaintext.baseAddress else { return }
    let message = Data(bytesNoCopy: base, count: plaintext.count, deallocator: .none)
    let box = try AES.GCM.seal(
      message, using: key, nonce: AES.GCM.Nonce(data: nonce(index)), authenticating: associated)
    guard let combined = box.combined else { return }
    try combined.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[Self.nonceByteCount...])) }
  }

  /// The plaintext of a chunk. `combined` has room for the nonce in front, then ciphertext ‖ tag.
  /// - Throws: `damagedChunk`.
  func open(_ combined: inout Data, chunk index: Int) throws -> Data {
    combined.replaceSubrange(0..<Self.nonceByteCount, with: nonce(index))
    do {
      return try AES.GCM.open(AES.GCM.SealedBox(combined: combined), using: key, authenticating: associated)
    } catch {
      throw EvidenceError(
        .damagedChunk, "chunk \(index) of the sealed file was changed, or the key is another one; fetch the file again")
    }
  }

  private func nonce(_ index: Int) -> [UInt8] { Self.nonce(ofChunk: index, isLast: index == header.chunkCount - 1) }
}
