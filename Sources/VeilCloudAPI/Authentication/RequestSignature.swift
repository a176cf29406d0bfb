package import Cryptography
internal import Ethereum
internal import VeilEvidence

/// The signature of one HTTP request by a device's key or an account, in the header
/// `Authorization: Veilcam cloud="0x…",address="0x…",time="…",nonce="0x…",signature="0x…"`.
///
/// Signed is, with EIP-191 (`personal_sign`), the text of ``message(_:method:path:bodyRoot:time:nonce:)``. A request without a signature,
/// with one for another cloud, method, path, query or body, too old, or seen before is refused.
package struct RequestSignature: Sendable, Hashable {
  package static let scheme = "Veilcam"
  package static let nonceByteCounts = 16...64
  /// How far the signer's clock may be from the cloud's, in milliseconds.
  package static let clockWindow: UInt64 = 300_000
  private static let domain = "veilcam.request.v2"

  /// The account of the cloud that the request is for, so that no other can be made to carry it out.
  package let cloud: Address
  /// Who says to have signed.
  package let address: Address
  /// Milliseconds since 1970 on the signer's clock.
  package let time: UInt64
  /// Drawn by the signer, or the challenge that the cloud gave for the routes that want one.
  package let nonce: [UInt8]
  package let signature: RecoverableSignature

  /// Signs a request.
  /// - Parameters:
  ///   - cloud: the account of the cloud that it goes to.
  ///   - path: the path with its query, as it stands in the request.
  ///   - bodyRoot: see ``root(ofBody:)``.
  package init(
    for cloud: Address, method: String, path: String, bodyRoot: Hash256, time: UInt64,
    nonce: [UInt8] = RandomBytes.make(16), by key: SecretKey
  ) throws {
    self.cloud = cloud
    address = key.address
    self.time = time
    self.nonce = nonce
    let text = Self.message(cloud, method: method, path: path, bodyRoot: bodyRoot, time: time, nonce: nonce)
    signature = try PersonalMessage.sign(Array(text.utf8), by: key)
  }

  package init(cloud: Address, address: Address, time: UInt64, nonce: [UInt8], signature: RecoverableSignature) {
    self.cloud = cloud
    self.address = address
    self.time = time
    self.nonce = nonce
    self.signature = signature
  }

  /// The content root (Merkle root over 1 MiB chunks) of a body: of nothing for a request without one.
  package static func root(ofBody body: [UInt8]) throws -> Hash256 { try ContentTree.root(of: body) }

  /// Whether `address` signed this request for `cloud`.
  package func isValid(method: String, path: String, bodyRoot: Hash256) -> Bool {
    let text = Self.message(cloud, method: method, path: path, bodyRoot: bodyRoot, time: time, nonce: nonce)
    return (try? PersonalMessage.signer(of: Array(text.utf8), signature)) == address
  }

  /// Domain, the cloud's account with lower-case digits, method, path with query, body's root, time and nonce, one a line.
  private static func message(
    _ cloud: Address, method: String, path: String, bodyRoot: Hash256, time: UInt64, nonce: [UInt8]
  ) -> String {
    [
      domain, Hex.encode(cloud.bytes, prefix: true), method, path, bodyRoot.description, String(time),
      Hex.encode(nonce, prefix: true),
    ].joined(separator: "\n")
  }
}
