package import Cryptography
internal import Ethereum
internal import Foundation

/// How many incident indices of a seed were given to cameras, kept beside the seed's keystore: an index is given away
/// once, and the desk looks for its owner among so many.
package struct SlotCounter: Sendable {
  package let path: String

  /// - Parameters:
  ///   - name: the seed's name, ``OwnerKeys/name``.
  ///   - folder: the folder of the keystore.
  package init(of name: Address, in folder: String) { path = folder + "/" + Hex.encode(name.bytes) + ".slots" }

  /// The first index that no camera has; 0 where none was given away.
  /// - Throws: `damagedState` where the file says nothing sensible, since giving an index away twice would link incidents.
  package func next() throws -> UInt32 {
    guard FileManager.default.fileExists(atPath: path) else { return 0 }
    let text = String(decoding: try PrivateFile.read(path, limit: 100), as: UTF8.self)
    guard let value = UInt32(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw AgentError(
        .damagedState, "\(path) holds no number; write into it the first incident index that no camera was given")
    }
    return value
  }

  /// Takes the next `count` indices, on disk before they are returned.
  /// - Throws: as ``next()``; `noSlots` at the end of all indices; `notWritable`.
  package func take(_ count: Int) throws -> Range<UInt32> {
    let first = try next()
    guard count > 0, let count = UInt32(exactly: count), first < 1 << 31, count <= (1 << 31) - first else {
      throw AgentError(.noSlots, "the seed has no \(count) incident indices left; make a new one")
    }
    try PrivateFile.write(Array("\(first + count)\n".utf8), to: path)
    return first..<first + count
  }
}
