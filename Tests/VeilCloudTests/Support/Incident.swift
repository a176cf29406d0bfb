import Cryptography
import Testing
import Umbral
import VeilCloud
import VeilCloudAPI
import VeilEvidence

/// An incident of a camera with sealed files, which nobody here has to open. Every part can be changed before it is
/// signed.
struct Incident {
  var id = IncidentID.random()
  var owner: SecretKey
  var ownerKeys: [Rendition: SecretKey]
  var sealed: [Rendition: [UInt8]] = [:]
  var capsules: [Rendition: Capsule] = [:]
  var previews: [[UInt8]]
  var segments: [SegmentCommitment]
  var place = CoarsePlace(row: 1_050, column: 268, bucket: UInt32(Samples.noon / 3_600_000))
  var chainID: UInt64 = 31_337

  init(_ segments: some Sequence<SegmentCommitment>, byteCount: Int = 3_000) throws {
    owner = try SecretKey.generate()
    ownerKeys = [.original: try SecretKey.generate(), .protected: try SecretKey.generate()]
    self.segments = Array(segments)
    previews = (0..<3).map { [0xFF, 0xD8, 0xFF, 0xE0, UInt8($0)] + RandomBytes.make(100) }
    for rendition in Rendition.allCases {
      let header = try SealedHeader(incident: id, rendition: rendition, plaintextByteCount: byteCount)
      sealed[rendition] = header.bytes + RandomBytes.make(header.fileByteCount - SealedHeader.byteCount)
      let key = try SecretKey.generate()
      capsules[rendition] = try Capsule.encapsulate(to: ownerKeys[rendition]?.publicKey ?? key.publicKey).capsule
    }
  }

  func binding(_ world: World) throws -> IncidentBinding { try binding(factory: world.chain.terms.factory) }

  func binding(factory: Address) throws -> IncidentBinding {
    func rendition(_ rendition: Rendition) throws -> SealedRendition {
      let key = try #require(ownerKeys[rendition]), capsule = try #require(capsules[rendition])
      return SealedRendition(
        publicKey: key.publicKey, capsule: capsule,
        ciphertextRoot: try ContentTree.root(of: try #require(sealed[rendition])),
        keyCommitment: Samples.hash("commitment \(rendition)"))
    }
    return try IncidentBinding(
      owner: owner.address, chainID: chainID, factory: factory, incident: id,
      original: try rendition(.original), protected: try rendition(.protected), segments: segments,
      previews: previews.map { Keccak256.hash($0) }, placeCommitment: Samples.hash("place"))
  }

  func signed(by key: SecretKey, in world: World) throws -> (SignedBinding, SignedPlaceClaim) {
    try signed(by: key, factory: world.chain.terms.factory)
  }

  func signed(by key: SecretKey, factory: Address) throws -> (SignedBinding, SignedPlaceClaim) {
    let claim = PlaceClaim(incident: id, place: place)
    return (
      try binding(factory: factory).signed(by: key),
      try claim.signed(by: key, chainID: chainID, factory: factory)
    )
  }
}
