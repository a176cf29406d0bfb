package import Cryptography

/// `POST /v1/grants` and `POST /v1/reencrypt`, signed over a challenge by the account that made the request contract.
package struct GrantRequest: Sendable, Hashable, Codable {
  /// The request contract (REQC).
  package let request: Address

  package init(request: Address) { self.request = request }
}

/// The right to download one sealed file for a short time.
package struct GrantReply: Sendable, Hashable, Codable {
  /// To be passed as `grant` with the download.
  package let grant: String
  /// The ciphertext root, by which the file is named.
  package let blob: Hash256
  /// `original` or `protected`.
  package let rendition: String
  package let byteCount: Int
  /// Milliseconds since 1970.
  package let expires: UInt64

  package init(grant: String, blob: Hash256, rendition: String, byteCount: Int, expires: UInt64) {
    self.grant = grant
    self.blob = blob
    self.rendition = rendition
    self.byteCount = byteCount
    self.expires = expires
  }
}

/// The capsule re-encrypted with the rekey of the request contract.
package struct ReencryptionReply: Sendable, Hashable, Codable {
  /// The evidence contract's capsule of the rendition, 98 bytes.
  package let capsule: HexBytes
  /// The capsule fragment, docs/formats.md section 10, MessagePack.
  package let fragment: HexBytes

  package init(capsule: HexBytes, fragment: HexBytes) {
    self.capsule = capsule
    self.fragment = fragment
  }
}
