internal import CKeccak

/// Keccak-256 with the original padding, as Ethereum uses it (not SHA-3). Takes a message in parts of any size.
package struct Keccak256: Sendable {
  /// Bytes absorbed per permutation.
  package static let blockByteCount = Int(CKECCAK_RATE)

  private var state = ckeccak_state()
  private let path: ckeccak_path

  /// Starts a message. `path` is for tests and benchmarks; every path gives the same hash.
  package init(path: KeccakPath = .fastest) {
    self.path = path.isAvailable ? path.code : CKECCAK_PORTABLE
  }

  /// Takes the next part of the message in.
  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    guard let base = bytes.baseAddress else { return }
    ckeccak_absorb(&state, base.assumingMemoryBound(to: UInt8.self), bytes.count, path)
  }

  /// Takes the next part of the message in.
  package mutating func update(_ bytes: Span<UInt8>) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// Takes the next part of the message in.
  package mutating func update(_ bytes: some Sequence<UInt8>) {
    let taken: Void? = bytes.withContiguousStorageIfAvailable { update(UnsafeRawBufferPointer($0)) }
    if taken == nil { Array(bytes).withUnsafeBytes { update($0) } }
  }

  /// Takes the 32 bytes of a hash in.
  package mutating func update(_ hash: Hash256) {
    hash.withUnsafeBytes { update($0) }
  }

  /// The hash of all that was taken in. The value itself is unchanged, so more may follow.
  package func finalize() -> Hash256 {
    var last = state
    return Hash256 { ckeccak_finish(&last, $0, path) }
  }

  /// The hash of a whole message.
  package static func hash(_ message: some Sequence<UInt8>) -> Hash256 {
    var hash = Keccak256()
    hash.update(message)
    return hash.finalize()
  }

  /// The hash of a whole message in memory.
  package static func hash(_ message: UnsafeRawBufferPointer) -> Hash256 {
    var hash = Keccak256()
    hash.update(message)
    return hash.finalize()
  }

  /// The permutation Keccak-f[1600] alone, over 25 lanes in the order x + 5y; for the published intermediate values.
  static func permute(_ lanes: inout [UInt64], path: KeccakPath) {
    guard lanes.count == 25, path.isAvailable else { return }
    lanes.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      ckeccak_permute(base, path.code)
    }
  }
}
