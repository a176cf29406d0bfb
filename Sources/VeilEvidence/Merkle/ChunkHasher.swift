package import Cryptography

/// Hashes a stream of bytes as leaves of 1 MiB each, eight at a time where the processor can. Holds 8 MiB, however long
/// the stream is. Owns its memory.
package final class ChunkHasher {
  /// Bytes of a leaf; the last one may have fewer.
  package static let chunkByteCount = 1 << 20
  /// Leaves that are hashed together.
  private static let batch = 8
  /// A leaf with the byte in front that says that it is one.
  private static let stride = chunkByteCount + 1

  private let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: batch * stride, alignment: 64)
  private var leaves: [Hash256] = []
  /// Bytes of the stream that wait in the memory.
  private var waiting = 0
  package private(set) var byteCount = 0

  package init() {
    for index in 0..<Self.batch { memory[index * Self.stride] = MerkleHash.leafPrefix }
  }

  deinit { memory.deallocate() }

  /// Takes the next bytes of the stream in.
  package func update(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes
    while !rest.isEmpty {
      let count = try withSpace { space in
        let count = min(space.count, rest.count)
        space.copyMemory(from: UnsafeRawBufferPointer(rebasing: rest[..<count]))
        return count
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  /// Lets `fill` write the next bytes of the stream where they are hashed, without a copy, and say how many they are.
  package func withSpace(_ fill: (UnsafeMutableRawBufferPointer) throws -> Int) throws -> Int {
    let (slot, offset) = waiting.quotientAndRemainder(dividingBy: Self.chunkByteCount)
    let start = slot * Self.stride + 1 + offset
    let count = try fill(
      UnsafeMutableRawBufferPointer(rebasing: memory[start..<start + Self.chunkByteCount - offset]))
    waiting += count
    byteCount += count
    if waiting == Self.batch * Self.chunkByteCount { try hashWaiting() }
    return count
  }

  /// The leaves of the whole stream. A stream without bytes has none.
  package func finish() throws -> [Hash256] {
    try hashWaiting()
    return leaves
  }

  private func hashWaiting() throws {
    let (whole, rest) = waiting.quotientAndRemainder(dividingBy: Self.chunkByteCount)
    leaves += try Keccak256.hashMany(
      UnsafeRawBufferPointer(rebasing: memory[..<(whole * Self.stride)]), length: Self.stride)
    if rest > 0 {
      let start = whole * Self.stride
      leaves.append(Keccak256.hash(UnsafeRawBufferPointer(rebasing: memory[start...(start + rest)])))
    }
    waiting = 0
  }
}
