import Cryptography
import Ethereum
import Foundation
import Umbral
import VeilMedia
import VeilTesting

@testable import VeilEvidence

/// The vectors that `docs/formats.md` speaks of. Everything is made from fixed values, so that every run makes the same.
struct EvidenceVectors {
  static let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "docs/vectors/evidence.json").path

  /// The secret key of the device: the number 7.
  let device: SecretKey
  let cloud: SecretKey
  let owner: SecretKey
  let session: SessionKey
  let records: [SignedRecord]

  init() throws {
    device = try Samples.key(7)
    cloud = try Samples.key(9)
    let factory = try SecretKeyFactory(seed: try SecretBytes(copying: Array(0..<32)))
    owner = try factory.makeKey(label: "alice".utf8)
    session = try SessionKey(
      seed: try Self.capsule().open(with: owner), incident: Samples.incident, rendition: .original)
    records = try Samples.chain(3)
  }

  /// The capsule of the published dispute proofs, for the owner "alice".
  static func capsule() throws -> Capsule {
    try Capsule(
      simple: try Hex.decode(
        "035c531b547466323161459832f084a0c302d11f80e1001dc141a21095dda2aaad0311abff33be8f0775269f7372c699deb8f64ae7415ec8e"
          + "de31031b8b81587cfa9859bc6cd15beb8fbf88212ceb69d0ad3b5260e29223e7d34b34eed06e05a3f21"))
  }

  /// Byte i of made-up content.
  static func content(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) } }

  func json() throws -> JSON {
    [
      "merkle": try merkle(), "content": try content(), "frame": frame(), "record": try record(), "log": try log(),
      "session": try sessionKeys(), "place": try place(), "sealed": try sealed(), "binding": try binding(),
      "claim": try claim(),
      "derivation": try derivation(), "bundle": try bundle(), "disputes": disputes,
    ]
  }

  private func merkle() throws -> JSON {
    let entries = (0..<7).map { [UInt8](repeating: UInt8($0), count: $0) }
    let tree = MerkleTree(leaves: entries.map { MerkleHash.leaf($0) })
    return [
      "entries": .array(entries.map { .hex($0) }),
      "roots": .array(try (0...7).map { .hex(try tree.root(size: $0)) }),
      "inclusion": .array(try (0..<7).map { try tree.inclusionProof(of: $0).json }),
      "consistency": .array(try (1...7).map { try tree.consistencyProof(from: $0).json }),
    ]
  }

  private func content() throws -> JSON {
    .array(
      try [0, 1, 1 << 20, (1 << 20) + 1, (9 << 20) + 5].map { count in
        ["byteCount": .integer(count), "contentRoot": .hex(try ContentTree.root(of: Self.content(count)))]
      })
  }

  /// A picture of 4 × 2 pixels in 4:2:0, and a coded one of the same size.
  private func frame() -> JSON {
    let planes: [[UInt8]] = [[0, 1, 2, 3, 4, 5, 6, 7], [8, 9], [10, 11]]
    let hash = Keccak256.hash([0, 0, 0, 4, 0, 0, 0, 2] + Array("yuv420p".utf8) + planes.joined())
    let commitment = SegmentCommitment(frameHash: hash, contentRoot: Samples.hash("content"))
    let coded = CodedPicture(codec: "mjpeg", bytes: Array(0..<20))
    let packet = SegmentCommitment(
      frameHash: FrontFrame.hash(of: coded, width: 4, height: 2), contentRoot: Samples.hash("content"),
      frameSource: .packet)
    return [
      "width": .integer(4), "height": .integer(2), "format": "yuv420p", "planes": .array(planes.map { .hex($0) }),
      "frameHash": .hex(hash), "contentRoot": .hex(commitment.contentRoot), "videoHash": .hex(commitment.videoHash),
      "packet": [
        "codec": .string(coded.codec), "bytes": .hex(coded.bytes), "commitment": packet.json,
        "videoHash": .hex(packet.videoHash),
      ],
    ]
  }

  private func record() throws -> JSON {
    let record = records[1].record
    return [
      "secretKey": .string("7"), "number": .integer(record.number), "device": .hex(record.device.bytes),
      "name": .string(record.name.description), "previousVideoHash": .hex(record.previousVideoHash),
      "videoHash": .hex(record.videoHash), "bytes": .hex(record.bytes), "signingHash": .hex(record.signingHash),
      "signed": .hex(records[1].bytes), "chain": .array(records.map { .hex($0.bytes) }),
    ]
  }

  private func receipt() throws -> LogReceipt {
    var log = RecordLog()
    log.append(Samples.hash("an earlier entry"))
    let salt = Samples.hash("salt").bytes
    let index = log.append(try RecordLog.entry(records[0], salt: salt))
    log.append(Samples.hash("a later entry"))
    return try LogReceipt(of: records[0], salt: salt, in: log, at: index, time: 1_700_000_000_000, by: cloud)
  }

  private func log() throws -> JSON {
    let receipt = try receipt()
    return [
      "record": .hex(records[0].bytes), "salt": .hex(receipt.salt),
      "entry": .hex(try RecordLog.entry(records[0], salt: receipt.salt)), "receipt": receipt.json,
      "issuer": .hex(cloud.address.bytes),
    ]
  }

  private func sessionKeys() throws -> JSON {
    let capsule = try Self.capsule()
    func hex(_ secret: SecretBytes) -> JSON { secret.withUnsafeBytes { .hex(Array($0)) } }
    return [
      "secretKey": owner.withUnsafeBytes { .hex(Array($0)) }, "publicKey": .hex(owner.publicKey.compressed),
      "capsule": .hex(capsule.simpleBytes), "keySeed": hex(try capsule.open(with: owner).bytes),
      "incident": .hex(Samples.incident.bytes), "rendition": "original",
      "sessionKey": hex(
        try capsule.open(with: owner).derive(info: Samples.incident.bytes + [Rendition.original.rawValue])),
      "keyCommitment": .hex(session.commitment), "contentKey": hex(try session.contentKey()),
      "placeSalt": hex(try session.placeSalt()), "placeKey": hex(try session.placeKey()),
    ]
  }

  private var coarse: CoarsePlace { CoarsePlace(row: 962, column: -231, bucket: 472_222) }

  private func place() throws -> JSON {
    ["place": coarse.json, "commitment": .hex(coarse.commitment(salt: try session.placeSalt()))]
  }

  private func sealed() throws -> JSON {
    let folder = try TemporaryFolder()
    let film = Self.content((1 << 20) + 100)
    let (manifest, paths) = try Samples.original([film], in: folder)
    let path = folder.path("sealed")
    let tree = try FilmSealer.seal(manifest, films: paths, with: session, to: path)
    let bytes = Array(try Data(contentsOf: URL(filePath: path)))
    let header = try SealedHeader(bytes: bytes.prefix(SealedHeader.byteCount))
    return [
      "film": ["byteCount": .integer(film.count)], "manifest": manifest.json, "header": .hex(header.bytes),
      "associatedData": .hex(header.hash), "fileByteCount": .integer(bytes.count),
      "nonces": .array([
        .hex(ChunkCipher.nonce(ofChunk: 0, isLast: false)), .hex(ChunkCipher.nonce(ofChunk: 1, isLast: true)),
      ]),
      "firstBytes": .hex(bytes[56..<120]), "lastChunk": .hex(bytes[header.offset(ofChunk: 1)...]),
      "fileHash": .hex(Keccak256.hash(bytes)), "ciphertextRoot": .hex(tree.root),
    ]
  }

  func signedBinding() throws -> SignedBinding {
    let sealed = try Rendition.allCases.map { rendition in
      SealedRendition(
        publicKey: owner.publicKey, capsule: try Self.capsule(), ciphertextRoot: Samples.hash("root of \(rendition)"),
        keyCommitment: Samples.hash("key of \(rendition)"))
    }
    return try IncidentBinding(
      owner: owner.address, chainID: 31_337, factory: cloud.address, incident: Samples.incident, original: sealed[0],
      protected: sealed[1],
      segments: [SegmentCommitment(frameHash: Samples.hash("frame"), contentRoot: Samples.hash("content"))],
      previews: ["first", "impact", "last"].map(Samples.hash),
      placeCommitment: coarse.commitment(salt: try session.placeSalt())
    ).signed(by: device)
  }

  private func binding() throws -> JSON {
    let signed = try signedBinding()
    let typed = try signed.binding.typedData()
    return [
      "signed": signed.json, "domainSeparator": .hex(try typed.domainSeparator),
      "messageHash": .hex(try typed.messageHash), "signingHash": .hex(try typed.signingHash),
      "device": .hex(device.address.bytes),
      "fieldsHash": .hex(
        Keccak256.hash(try typed.messageHash.bytes + [UInt8](repeating: 0, count: 12) + device.address.bytes)),
    ]
  }

  /// In the southern and western hemisphere, so that both numbers are negative.
  private func claim() throws -> JSON {
    let binding = try signedBinding().binding
    let claim = PlaceClaim(
      incident: Samples.incident, place: CoarsePlace(row: -678, column: -1_407, bucket: 472_222))
    let signed = try claim.signed(by: device, chainID: binding.chainID, factory: binding.factory)
    let typed = try claim.typedData(chainID: binding.chainID, factory: binding.factory)
    return [
      "signed": signed.json, "messageHash": .hex(try typed.messageHash), "signingHash": .hex(try typed.signingHash),
      "device": .hex(device.address.bytes),
    ]
  }

  func signedDerivation() throws -> SignedDerivation {
    try DerivationRecord(
      incident: Samples.incident, originals: [records[0].record.videoHash],
      protected: SegmentCommitment(frameHash: Samples.hash("protected frame"), contentRoot: Samples.hash("protected")),
      detections: Samples.hash("detections"), models: [.init(name: "yolox-s", sha256: Samples.hash("model"))],
      method: "replace", policy: Samples.hash("policy"), tool: "veilcam 0.1.0",
      counts: ["frames": 1_500, "boxes": 4_321]
    ).signed(by: device)
  }

  private func derivation() throws -> JSON {
    let signed = try signedDerivation()
    return ["signed": signed.json, "signingHash": .hex(signed.derivation.signingHash)]
  }

  private func bundle() throws -> JSON {
    let folder = try TemporaryFolder()
    var content = BundleContent(records: records)
    content.receipt = try receipt()
    try EvidenceBundle.write(content, to: folder.path("bundle.zip"))
    return ["bytes": .hex(Array(try Data(contentsOf: folder.url.appending(path: "bundle.zip"))))]
  }

  /// Also in `Tests/UmbralTests/PublishedDisputes.swift`, where they are checked.
  private var disputes: JSON {
    [
      "badRekeyProof": .string(
        "0x0300066362a47b0eface361782d87b23f14d289dbcc53e20964d785967c090431e1b9e5acfa706d0c753b23429c05dee8ee59939c798a103d"
          + "0fec614f23704d1af39f8e7e9c7b45f5089e7943c7f029100b3c85607771e8404d27d075241cd6ce8"),
      "badRekeyDomain": "0x66c7c620e59900cbb7727468f95a48cb3588b341fc3137dca6f9d78c7e0bd30f",
      "badKeyProof": .string(
        "0xecbbaff608c3753654c8c82c2c507d958aba4a2e4821e92b945e918d481ea070038e984beb612988d1c25c9b4176bcbc8c7293150d57fd653"
          + "533e5e439acd35ec9"),
    ]
  }
}
