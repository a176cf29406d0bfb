package import Cryptography
package import Ethereum
package import VeilEvidence

/// What a camera needs to publish one incident in its owner's name: addresses and public keys, nothing secret. Used once.
package struct IncidentSlot: Sendable, Hashable {
  /// The incident's index among the owner's, see ``OwnerKeys``.
  package let index: UInt32
  /// The account that will own the evidence.
  package let owner: Address
  /// The owner's Umbral keys of this incident.
  package let original: PublicKey
  package let protected: PublicKey

  package init(index: UInt32, owner: Address, original: PublicKey, protected: PublicKey) {
    self.index = index
    self.owner = owner
    self.original = original
    self.protected = protected
  }

  /// The key to which a rendition is sealed.
  package func key(_ rendition: Rendition) -> PublicKey { rendition == .original ? original : protected }

  /// As a member of canonical JSON.
  package var json: JSON {
    [
      "index": .integer(index), "owner": .string(Hex.encode(owner.bytes, prefix: true)),
      "original": .string(Hex.encode(original.compressed, prefix: true)),
      "protected": .string(Hex.encode(protected.compressed, prefix: true)),
    ]
  }

  /// Reads what ``json`` wrote.
  /// - Throws: `malformed`.
  package init(json: JSON) throws {
    let fields = try StrictFields(json, of: "a slot of the pairing", ["index", "owner", "original", "protected"])
    index = try fields.integer("index")
    owner = try fields.address("owner")
    original = try fields.publicKey("original")
    protected = try fields.publicKey("protected")
  }
}
