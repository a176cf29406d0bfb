package import Cryptography
internal import Umbral

/// The requester's Umbral keys: a fresh one for every request, derived from one seed, so that nothing links two requests
/// and one backup suffices. The seed lies in an ordinary keystore.
package struct RequestKeys: Sendable, CustomStringConvertible {
  private let factory: SecretKeyFactory

  /// - Parameter seed: the key in the seed's keystore, from secure randomness and used for nothing else.
  package init(seed: SecretKey) throws {
    let root = try SecretKeyFactory(seed: try seed.withUnsafeBytes { try SecretBytes(copying: $0) })
    factory = try root.makeFactory(label: "veilcam.requests.v1".utf8)
  }

  /// The key of a request: label = index (8), big-endian.
  package func key(_ index: Int64) throws -> SecretKey {
    try factory.makeKey(label: withUnsafeBytes(of: index.bigEndian) { Array($0) })
  }

  package var description: String { "RequestKeys" }
}
