import Cryptography
import Ethereum
import Umbral
import VeilEvidence
import VeilLedger

/// An incident with all its keys, as camera and owner have them together.
struct Incident {
  let owner: LedgerAccount
  let device: SecretKey
  let keys: [Rendition: SecretKey]
  let sessions: [Rendition: SessionKey]
  var place = CoarsePlace(row: 750, column: 2_540, bucket: 480_000)
  var binding: SignedBinding
  var evidence = Address.zero

  private let description: LedgerDescription
  private let incident: IncidentID

  init(owner: LedgerAccount, description: LedgerDescription) throws {
    self.owner = owner
    self.description = description
    incident = .random()
    device = try SecretKey.generate()
    let factory = try SecretKeyFactory.random()
    var (keys, sessions, sealed) = ([Rendition: SecretKey](), [Rendition: SessionKey](), [Rendition: SealedRendition]())
    for rendition in Rendition.allCases {
      let key = try factory.makeKey(label: [rendition.rawValue])
      let (capsule, session) = try SessionKey.encapsulate(
        to: key.publicKey, incident: incident, rendition: rendition)
      keys[rendition] = key
      sessions[rendition] = session
      sealed[rendition] = SealedRendition(
        publicKey: key.publicKey, capsule: capsule, ciphertextRoot: Keccak256.hash([rendition.rawValue]),
        keyCommitment: session.commitment)
    }
    (self.keys, self.sessions) = (keys, sessions)
    guard let original = sealed[.original], let protected = sealed[.protected], let session = sessions[.protected]
    else {
      throw LedgerError(.malformed, "no keys")
    }
    binding = try IncidentBinding(
      owner: owner.address, chainID: description.chainID, factory: description.evidenceFactory, incident: incident,
      original: original, protected: protected,
      segments: [SegmentCommitment(frameHash: Keccak256.hash([1]), contentRoot: Keccak256.hash([2]))],
      previews: (3...5).map { Keccak256.hash([$0]) },
      placeCommitment: place.commitment(salt: try session.placeSalt())
    ).signed(by: device)
  }

  /// Signs other fields in place of the honest ones.
  mutating func resign(
    owner: Address? = nil, protected: SealedRendition? = nil, placeCommitment: Hash256? = nil
  ) throws {
    let old = binding.binding
    binding = try IncidentBinding(
      owner: owner ?? old.owner, chainID: old.chainID, factory: old.factory, incident: old.incident,
      original: old.original, protected: protected ?? old.protected, segments: old.segments, previews: old.previews,
      placeCommitment: placeCommitment ?? old.placeCommitment
    ).signed(by: device)
  }

  /// The camera's claim for the index, signed in the domain of its binding.
  func claim(_ place: CoarsePlace) throws -> RecoverableSignature {
    let members: [TypedData.Member] = [
      .init("incident", "bytes32"), .init("row", "int32"), .init("column", "int32"), .init("bucket", "uint32"),
    ]
    return try TypedData(
      types: ["PlaceClaim": members], primaryType: "PlaceClaim",
      domain: TypedDataDomain(
        name: "Veilcam", version: "1", chainID: UInt256(description.chainID),
        verifyingContract: description.evidenceFactory),
      message: [
        "incident": .string(incident.description), "row": .integer(place.row), "column": .integer(place.column),
        "bucket": .integer(place.bucket),
      ]
    ).signed(by: device)
  }
}

extension Incident {
  /// A rekey of 1 of 1 in MessagePack.
  static func rekey(from key: SecretKey, to receiver: PublicKey, signer: SecretKey) throws -> [UInt8] {
    try Delegation(from: key, to: receiver, signer: signer).keyFrags(threshold: 1, shares: 1)[0]
      .keyFrag.messagePack().withUnsafeBytes { Array($0) }
  }
}
