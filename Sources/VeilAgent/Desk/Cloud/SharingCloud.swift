package import Cryptography
package import VeilCloudAPI
package import VeilEvidence

/// What the desk needs of a cloud. Nothing that it says is believed where it can be recomputed.
package protocol SharingCloud: Sendable {
  func search(_ query: EvidenceQuery) async throws -> [FoundIncident]

  /// - Throws: `unknown`.
  func incident(_ incident: IncidentID) async throws -> FoundIncident

  /// A protected preview; the caller compares its hash.
  func preview(_ hash: Hash256) async throws -> [UInt8]

  /// The right to download, for the account that made an approved request.
  func grant(_ request: Address, rendition: Rendition, by account: SecretKey) async throws -> DownloadGrant

  /// Has the capsule of an approved request re-encrypted with the rekey that the request contract holds.
  /// - Returns: the capsule fragment in MessagePack.
  func reencrypt(_ request: Address, by account: SecretKey) async throws -> [UInt8]

  /// Says what the incident of a request was, as its owner or as the requester.
  func say(_ verdict: IncidentVerdict, of request: Address, by account: SecretKey) async throws

  /// Hands over the bytes of a blob from an offset on, in parts.
  /// - Returns: the blob's whole length.
  func download(
    _ blob: Hash256, grant: DownloadGrant, from offset: Int,
    body: @escaping @Sendable (_ part: [UInt8], _ total: Int) throws -> Void
  ) async throws -> Int
}
