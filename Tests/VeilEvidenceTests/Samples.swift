import Cryptography
import Foundation
import Umbral
import VeilTesting

@testable import VeilEvidence

/// Made-up evidence, the same in every run.
enum Samples {
  static let time = 1_700_000_000

  static func key(_ number: UInt8) throws -> SecretKey {
    try SecretKey(bytes: [UInt8](repeating: 0, count: 31) + [number])
  }

  static func hash(_ text: String) -> Hash256 { Keccak256.hash(text.utf8) }

  /// Bytes from a seed.
  static func bytes(_ count: Int, seed: UInt64) -> [UInt8] {
    var random = SplitMix64(seed: seed)
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialised in
      for index in 0..<count { buffer[index] = UInt8(truncatingIfNeeded: random.next() >> 32) }
      initialised = count
    }
  }

  /// A chain of the device with the key 7, whose file names cross 9999999.
  static func chain(_ count: Int) throws -> [SignedRecord] {
    var chain = DeviceChain(key: try key(7), at: time, firstName: RecordName(counter: 9_999_998))
    return try (0..<count).map { try chain.append(hash("film \($0)")) }
  }

  static let incident = IncidentID(hash("incident"))

  static func sessionKey(_ rendition: Rendition = .original) throws -> SessionKey {
    SessionKey(
      key: try SecretBytes(copying: hash("session key of \(rendition)").bytes), incident: incident,
      rendition: rendition)
  }

  /// A manifest over films that lie in a folder, and their paths.
  static func original(
    _ films: [[UInt8]], in folder: TemporaryFolder
  ) throws -> (manifest: SealedManifest, paths: [String]) {
    var chain = DeviceChain(key: try key(7), at: time, firstName: RecordName(counter: 1_234_567))
    var records: [SignedRecord] = []
    var list: [SealedFilm] = []
    for (index, bytes) in films.enumerated() {
      let commitment = SegmentCommitment(
        frameHash: hash("frame \(index)"), contentRoot: try ContentTree.root(of: bytes))
      records.append(try chain.append(commitment.videoHash))
      list.append(
        try SealedFilm(name: "\(records[index].record.name).mp4", byteCount: bytes.count, commitment: commitment))
    }
    let manifest = try SealedManifest(
      incident: incident, rendition: .original, start: Int64(time) * 1_000, end: Int64(time) * 1_000 + 60_000,
      track: [], films: list, records: records)
    return (manifest, try films.enumerated().map { try folder.write($1, to: "film\($0).bin") })
  }
}
