internal import CKeccak

extension Keccak256 {
  /// The hashes of many messages of one length that lie one behind the other in memory. Several are hashed at once
  /// where the processor can. `messages.count` must be a multiple of `length`, and `length` positive; otherwise
  /// `invalidLength` is thrown.
  package static func hashMany(
    _ messages: UnsafeRawBufferPointer, length: Int, path: KeccakPath = .fastestTogether
  ) throws -> [Hash256] {
    guard length > 0, messages.count.isMultiple(of: length) else {
      throw CryptographyError(
        .invalidLength, "\(messages.count) bytes cannot be cut into messages of \(length) bytes each")
    }
    guard let base = messages.baseAddress, !messages.isEmpty else { return [] }
    let count = messages.count / length
    let code = path.isAvailable ? path.code : CKECCAK_PORTABLE
    return [Hash256](unsafeUninitializedCapacity: count) { digests, initialised in
      guard let output = UnsafeMutableRawPointer(digests.baseAddress) else { return }
      ckeccak_many(
        base.assumingMemoryBound(to: UInt8.self), length, length, count,
        output.assumingMemoryBound(to: UInt8.self), code)
      initialised = count
    }
  }

  /// The hashes of many messages of any lengths, in their order.
  package static func hashMany(_ messages: [[UInt8]], path: KeccakPath = .fastestTogether) -> [Hash256] {
    var hashes = messages.map { _ in Hash256() }
    let groups = Dictionary(grouping: messages.indices) { messages[$0].count }
    for (length, members) in groups {
      let together = members.flatMap { messages[$0] }
      let digests = together.withUnsafeBytes { try? hashMany($0, length: length, path: path) }
      for (member, digest) in zip(members, digests ?? members.map { hash(messages[$0]) }) {
        hashes[member] = digest
      }
    }
    return hashes
  }
}
