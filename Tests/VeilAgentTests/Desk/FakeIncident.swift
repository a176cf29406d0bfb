import Cryptography
import Ethereum
import Foundation
import VeilEvidence
import VeilMedia
import VeilTesting

@testable import VeilAgent

/// An incident with real films, real sealing and real signatures, made without a camera.
struct FakeIncident {
  /// What is wrong with it.
  enum Flaw { case none, wrongKeyCommitment, falsePlace, otherFilm }

  static let start: Int64 = 1_700_000_000_000
  static let rules = SharingRules(
    chainID: 31_337, factory: Address([UInt8](repeating: 0xFA, count: 20)) ?? .zero, minimumReward: 1_000,
    cloud: cloudKey.address)
  /// Of the account that verifies and anchors: the number 11.
  static let cloudKey = FakeIncident.key(11)

  private static func key(_ number: UInt8) -> SecretKey {
    guard let key = try? SecretKey(bytes: [UInt8](repeating: 0, count: 31) + [number]) else {
      fatalError("a small number is a key")
    }
    return key
  }

  let evidence: DeskEvidence
  let claim: SignedPlaceClaim
  /// Sealed files by their roots.
  let blobs: [Hash256: String]
  let previews: [Hash256: [UInt8]]
  let original: String
  let protected: String
  let device: SecretKey

  static func make(
    _ slot: IncidentSlot, flaw: Flaw = .none, rules: SharingRules = FakeIncident.rules, in folder: TemporaryFolder,
    name: String = "a"
  ) async throws -> FakeIncident {
    let (original, protected) = (folder.path("\(name)-original.mp4"), folder.path("\(name)-protected.mp4"))
    try await film(luma: 200, seed: name).make(at: original)
    try await film(luma: 40, seed: name).make(at: protected)
    let device = try SecretKey.generate()
    let incident = IncidentID.random()
    let segment = try await SegmentCommitment(ofFilm: original)
    let hidden = try await SegmentCommitment(ofFilm: protected)
    var chain = DeviceChain(
      key: device, at: Int(start / 1_000), firstName: RecordName(counter: UInt32.random(in: 0..<9_000_000)))
    let records = [try chain.append(segment.videoHash)]
    let derivation = DerivationRecord(
      incident: incident, originals: [segment.videoHash],
      protected: flaw == .otherFilm
        ? SegmentCommitment(frameHash: segment.frameHash, contentRoot: hidden.contentRoot) : hidden,
      detections: Keccak256.hash("detections \(name)".utf8), models: [], method: "blur",
      policy: Keccak256.hash("policy".utf8), tool: "test", counts: ["frames": 12])
    let track = [TimedPlace(time: start, try somewhere())]
    func manifest(_ rendition: Rendition, _ path: String, _ commitment: SegmentCommitment) throws -> SealedManifest {
      let bytes = try Data(contentsOf: URL(filePath: path)).count
      return try SealedManifest(
        incident: incident, rendition: rendition, start: start, end: start + 60_000, track: track,
        films: [try SealedFilm(name: "film.mp4", byteCount: bytes, commitment: commitment)], records: records,
        derivation: rendition == .protected ? try derivation.signed(by: device) : nil)
    }
    let first = try seal(try manifest(.original, original, segment), original, slot.key(.original), folder, name)
    let second = try seal(
      try manifest(.protected, protected, derivation.protected), protected, slot.key(.protected), folder, name,
      flaw: flaw)
    let place = try CoarsePlace(try somewhere(), time: start)
    let previews = try await pictures(of: protected)
    let binding = try IncidentBinding(
      owner: slot.owner, chainID: rules.chainID, factory: rules.factory, incident: incident, original: first.rendition,
      protected: second.rendition, segments: [segment], previews: previews.map { Keccak256.hash($0) },
      placeCommitment: place.commitment(salt: try second.key.placeSalt()))
    let claimed =
      flaw == .falsePlace ? CoarsePlace(row: place.row + 1, column: place.column, bucket: place.bucket) : place
    return FakeIncident(
      evidence: DeskEvidence(
        address: try SecretKey.generate().address, signed: try binding.signed(by: device), status: .verified),
      claim: try PlaceClaim(incident: incident, place: claimed).signed(
        by: device, chainID: rules.chainID, factory: rules.factory),
      blobs: [first.rendition.ciphertextRoot: first.path, second.rendition.ciphertextRoot: second.path],
      previews: Dictionary(uniqueKeysWithValues: previews.map { (Keccak256.hash($0), $0) }), original: original,
      protected: protected, device: device)
  }

  private static func pictures(of film: String) async throws -> [[UInt8]] {
    var pictures: [[UInt8]] = []
    for try await frame in try await VideoDecoder.open(film).frames where pictures.count < 3 {
      pictures.append(Array(try Thumbnail.jpeg(of: frame, longSide: 640)))
    }
    return pictures
  }

  private static func somewhere() throws -> GeoPosition {
    guard let place = GeoPosition(latitude: 52.52, longitude: 13.405) else { throw DeskError(.unknown, "nowhere") }
    return place
  }

  /// The same where a ledger put it.
  func at(_ evidence: DeskEvidence) -> FakeIncident {
    FakeIncident(
      evidence: evidence, claim: claim, blobs: blobs, previews: previews, original: original, protected: protected,
      device: device)
  }

  private static func film(luma: UInt8, seed: String) -> SyntheticFilm {
    var film = SyntheticFilm()
    film.frameCount = 12
    let x = seed.utf8.reduce(0) { $0 + Int($1) } % 200
    film.movers = [
      .init(start: PixelRect(x: x, y: 40, width: 40, height: 60), velocity: (2, 0), frames: 0..<12, luma: luma)
    ]
    return film
  }

  private static func seal(
    _ manifest: SealedManifest, _ film: String, _ owner: PublicKey, _ folder: TemporaryFolder, _ name: String,
    flaw: Flaw = .none
  ) throws -> (rendition: SealedRendition, path: String, key: SessionKey) {
    let (capsule, key) = try SessionKey.encapsulate(
      to: owner, incident: manifest.incident, rendition: manifest.rendition)
    let path = folder.path("\(name)-\(manifest.rendition).veil")
    let tree = try FilmSealer.seal(manifest, films: [film], with: key, to: path)
    let commitment = flaw == .wrongKeyCommitment ? Keccak256.hash("another key".utf8) : key.commitment
    return (
      SealedRendition(
        publicKey: owner, capsule: capsule, ciphertextRoot: tree.root, keyCommitment: commitment),
      path, key
    )
  }
}
