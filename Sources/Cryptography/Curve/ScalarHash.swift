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
    Scalar(unchecked: Hash256(bigEndianWords: reduced()))
  }

  /// The scalar, where something secret went in.
  package func secretScalar() throws -> SecretScalar {
    let words = reduced()
    return try SecretScalar(
      adopting: try SecretBytes(count: Scalar.byteCount) { memory in
        for index in 0..<4 { memory.storeBytes(of: words[index].bigEndian, toByteOffset: 8 * index, as: UInt64.self) }
      })
  }

  private func reduced() -> SIMD4<UInt64> {
    hash.finalize().withUnsafeBytes { digest in
      ScalarOrder.reducedToScalar(Hash256(copying: digest)?.bigEndianWords ?? .zero)
    }
  }
}
