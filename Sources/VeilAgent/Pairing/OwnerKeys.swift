package import Cryptography
internal import Ethereum
internal import Umbral
package import VeilEvidence

/// Everything that an owner has for his cameras' incidents, derived from one seed of 32 bytes: for each incident index an
/// account and the Umbral key pairs of both renditions. No two of these keys tell anything about each other, so requests
/// for one incident cannot be linked with those for another.
///
/// The seed is kept as an ordinary keystore; the account of that keystore is a name only and never used on a ledger.
package struct OwnerKeys: Sendable {
  /// The account that names the seed's keystore. Never use it on a ledger.
  package let name: Address
  private let accounts: HDKey
  private let umbral: SecretKeyFactory
  private let signers: SecretKeyFactory

  /// - Parameter seed: the key in the seed's keystore, from secure randomness and used for nothing else.
  package init(seed: SecretKey) throws {
    name = seed.address
    let root = try SecretKeyFactory(seed: try seed.withUnsafeBytes { try SecretBytes(copying: $0) })
    accounts = try HDKey(seed: try root.makeSecret(label: "veilcam.owner.accounts.v1".utf8))
    umbral = try root.makeFactory(label: "veilcam.owner.umbral.v1".utf8)
    signers = try root.makeFactory(label: "veilcam.owner.signers.v1".utf8)
  }

  /// The account that owns the evidence of an incident: `m/44'/60'/index'/0/0`.
  /// - Throws: `malformedPath` for indices of 2^31 and above.
  package func account(_ index: UInt32) throws -> SecretKey {
    try accounts.derived(try .ethereum(account: index, index: 0)).secretKey
  }

  /// The Umbral key to which a rendition of an incident is sealed: label = index (4) ‖ rendition (1).
  package func umbralKey(_ index: UInt32, _ rendition: Rendition) throws -> SecretKey {
    try umbral.makeKey(label: Self.label(index) + [rendition.rawValue])
  }

  /// The key that signs rekeys of an incident, so that neither the account's nor an Umbral key has a second use.
  package func signer(_ index: UInt32) throws -> SecretKey { try signers.makeKey(label: Self.label(index)) }

  /// What a camera is told of an incident index: nothing secret.
  package func slot(_ index: UInt32) throws -> IncidentSlot {
    IncidentSlot(
      index: index, owner: try account(index).address, original: try umbralKey(index, .original).publicKey,
      protected: try umbralKey(index, .protected).publicKey)
  }

  /// A pairing with the slots of a range of indices.
  /// - Throws: `malformed` for no slot or more than ``Pairing/maximumSlotCount``.
  package func pairing(_ indices: Range<UInt32>, chainID: UInt64, factory: Address) throws -> Pairing {
    guard indices.count <= Pairing.maximumSlotCount else { throw Pairing.wrongCount }
    return try Pairing(chainID: chainID, factory: factory, slots: try indices.map { try slot($0) })
  }

  /// The index of the incident that an account owns, looked for among the first `count`.
  package func index(ofOwner owner: Address, among count: UInt32) throws -> UInt32? {
    try (0..<count).first { try account($0).address == owner }
  }

  private static func label(_ index: UInt32) -> [UInt8] { withUnsafeBytes(of: index.bigEndian) { Array($0) } }
}

extension OwnerKeys: CustomStringConvertible, CustomReflectable {
  /// Names the seed, never shows it.
  package var description: String { "OwnerKeys of \(name)" }
  package var customMirror: Mirror { Mirror(self, children: ["name": name.description]) }
}
