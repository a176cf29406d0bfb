internal import Crypto
internal import CSecp256k1

/// Hashes to a scalar 1 ... n − 1 as Umbral does: (SHA-256(u32 length of the domain ‖ domain ‖ parts) mod (n − 1)) + 1,
/// big-endian. The reduction takes the same time for every hash.
package struct ScalarHash: Sendable {
  private var hash = SHA256()

  /// Starts with a domain, which keeps one use of the hash apart from every other.
  package init(domain: some Sequence<UInt8>) {
    let domain = Array(domain)
    withUnsafeBytes(of: UInt32(truncatingIfNeeded: domain.count).bigEndian) { hash.update(bufferPointer: $0) }
    hash.update(data: domain)
  }

  package mutating func update(_ bytes: UnsafeRawBufferPointer) { hash.update(bufferPointer: bytes) }

  package mutating func update(_ bytes: [UInt8]) { hash.update(data: bytes) }

  /// Takes a point in, in its 33-byte compressed form.
  package mutating func update(_ point: Point) {
    point.withCompressed { hash.update(bufferPointer: $0) }
  }

  /// The scalar, public.
  package func scalar() -> Scalar {
    Scalar(unchecked: Hash256 { output in reduced { output.update(from: $0, count: Scalar.byteCount) } })
  }

  /// The scalar, where something secret went in.
  package func secretScalar() throws -> SecretScalar {
    try SecretScalar(
      adopting: try SecretBytes(count: Scalar.byteCount) { memory in
        reduced { memory.copyMemory(from: UnsafeRawBufferPointer(start: $0, count: Scalar.byteCount)) }
      })
  }

  private func reduced(_ body: (UnsafePointer<UInt8>) -> Void) {
    var words = hash.finalize().withUnsafeBytes { digest in
      SIMD4<UInt64>(
        digest.bigEndianWord(at: 0), digest.bigEndianWord(at: 8), digest.bigEndianWord(at: 16),
        digest.bigEndianWord(at: 24))
    }
    defer { words = .zero }
    ScalarOrder.reduceToScalar(&words)
    var output = SIMD4(words[0].bigEndian, words[1].bigEndian, words[2].bigEndian, words[3].bigEndian)
    withUnsafePointer(to: &output) { body(UnsafeRawPointer($0).assumingMemoryBound(to: UInt8.self)) }
    output = .zero
  }
}

extension UnsafeRawBufferPointer {
  fileprivate func bigEndianWord(at offset: Int) -> UInt64 {
    UInt64(bigEndian: loadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
}
