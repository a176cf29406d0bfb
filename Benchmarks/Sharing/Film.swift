internal import Cryptography
internal import Foundation
internal import Umbral
internal import VeilCloudAPI
internal import VeilEvidence

/// A sealed film of an incident, as a camera hands it in; nobody here has to open it. The original is what is measured,
/// the protected rendition is small.
struct Film {
  static let byteCount = 50_000_000

  let id = IncidentID.random()
  let camera: SecretKey
  let record: SignedRecord
  let files: [Rendition: String]
  let previews: [[UInt8]]
  private let binding: SignedBinding
  private let claim: SignedPlaceClaim

  init(_ name: String, in folder: WorkFolder) throws {
    camera = try Keys.key("camera \(name)")
    var chain = DeviceChain(key: camera, at: 0, firstName: RecordName(counter: 7))
    let segment = SegmentCommitment(
      frameHash: Keccak256.hash("frame \(name)".utf8), contentRoot: Keccak256.hash("content \(name)".utf8))
    record = try chain.append(segment.videoHash)
    previews = (0..<3).map { [0xFF, 0xD8, 0xFF, 0xE0] + Array("\(name) \($0)".utf8) }
    var files = [Rendition: String]()
    var sealed = [Rendition: SealedRendition]()
    for rendition in Rendition.allCases {
      let path = "\(folder.path)/\(name)-\(rendition)"
      let count = rendition == .original ? Self.byteCount : 100_000
      sealed[rendition] = try Self.seal(path, id, rendition, byteCount: count)
      files[rendition] = path
    }
    guard let original = sealed[.original], let protected = sealed[.protected] else { throw BenchError("no rendition") }
    self.files = files
    binding = try IncidentBinding(
      owner: Keys.key("owner \(name)").address, chainID: BenchChain.chainID, factory: BenchChain.factory, incident: id,
      original: original, protected: protected, segments: [segment], previews: previews.map { Keccak256.hash($0) },
      placeCommitment: Keccak256.hash(name.utf8)
    ).signed(by: camera)
    let bucket = UInt32(Date().timeIntervalSince1970 / 3_600)
    claim = try PlaceClaim(incident: id, place: CoarsePlace(row: 1_050, column: 268, bucket: bucket))
      .signed(by: camera, chainID: BenchChain.chainID, factory: BenchChain.factory)
  }

  /// The contract that the ledger of this benchmark makes; it stands for the approved request too.
  var evidence: Address { BenchChain.address(id.description) }

  /// Everything but the original.
  func handIn(to client: CloudClient) async throws {
    _ = try await client.enrol(camera)
    _ = try await client.submit([record])
    _ = try await client.submit(binding, claim)
    if let path = files[.protected] { _ = try await client.upload(.protected, of: id, file: path, by: camera) }
    for (index, preview) in previews.enumerated() {
      _ = try await client.uploadPreview(index, of: id, file: preview, by: camera)
    }
  }

  func remove() { for path in files.values { try? FileManager.default.removeItem(atPath: path) } }

  private static func seal(
    _ path: String, _ id: IncidentID, _ rendition: Rendition, byteCount: Int
  ) throws -> SealedRendition {
    let header = try SealedHeader(incident: id, rendition: rendition, plaintextByteCount: byteCount)
    let bytes = header.bytes + RandomBytes.make(header.fileByteCount - SealedHeader.byteCount)
    try Data(bytes).write(to: URL(filePath: path))
    let key = try SecretKey.generate().publicKey
    return SealedRendition(
      publicKey: key, capsule: try Capsule.encapsulate(to: key).capsule,
      ciphertextRoot: try ContentTree.root(of: bytes),
      keyCommitment: Keccak256.hash(bytes.prefix(100)))
  }
}
