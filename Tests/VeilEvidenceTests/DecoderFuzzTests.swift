import Cryptography
import Ethereum
import Foundation
import Testing
import VectorTesting
import VeilTesting

@testable import VeilEvidence

/// Random mutations of valid bytes, from fixed seeds: a decoder refuses with a typed error, or accepts what it writes
/// back the same. It never traps.
@Suite("Decoders under mutation")
struct DecoderFuzzTests {
  typealias Decoder = @Sendable ([UInt8]) throws -> [UInt8]

  static let decoders: [(name: String, decode: Decoder)] = [
    ("record", { try EvidenceRecord(bytes: $0).bytes }),
    ("signed record", { try SignedRecord(bytes: $0).bytes }),
    ("records", { try SignedRecord.list($0).flatMap(\.bytes) }),
    ("header", { try SealedHeader(bytes: $0).bytes }),
    ("manifest", { try SealedManifest(parsing: $0).bytes }),
    ("binding", { Array(try SignedBinding(parsing: $0).json.text.utf8) }),
    ("derivation", { Array(try SignedDerivation(parsing: $0).json.text.utf8) }),
    ("receipt", { Array(try LogReceipt(parsing: $0).json.text.utf8) }),
    (
      "inclusion proof",
      {
        Array(try InclusionProof(json: try CanonicalJSON.parse($0, of: "the proof")).json.text.utf8)
      }
    ),
    (
      "consistency proof",
      {
        Array(try ConsistencyProof(json: try CanonicalJSON.parse($0, of: "the proof")).json.text.utf8)
      }
    ),
    (
      "commitment",
      {
        Array(try SegmentCommitment(json: try CanonicalJSON.parse($0, of: "the commitment")).json.text.utf8)
      }
    ),
    ("chunk proof", { Array(try ChunkProof(parsing: $0).json.text.utf8) }),
  ]

  private func samples() throws -> [[UInt8]] {
    let vectors = try EvidenceVectors()
    let records = try Samples.chain(3)
    let folder = try TemporaryFolder()
    let manifest = try Samples.original([[1, 2, 3]], in: folder).manifest
    var log = RecordLog()
    log.append(Samples.hash("x"))
    let salt = Samples.hash("salt").bytes
    log.append(try RecordLog.entry(records[0], salt: salt))
    let receipt = try LogReceipt(of: records[0], salt: salt, in: log, at: 1, time: 5, by: try Samples.key(9))
    let tree = try Samples.bytes(3 << 20, seed: 4).withUnsafeBytes { try ContentTree(of: $0) }
    return [
      records[1].record.bytes, records[1].bytes, records.flatMap(\.bytes),
      try SealedHeader(incident: Samples.incident, rendition: .protected, plaintextByteCount: 99_999_999).bytes,
      manifest.bytes, Array(try vectors.signedBinding().json.text.utf8),
      Array(try vectors.signedDerivation().json.text.utf8), Array(receipt.json.text.utf8),
      Array(receipt.inclusion.json.text.utf8), Array(try tree.tree.consistencyProof(from: 2).json.text.utf8),
      Array(
        SegmentCommitment(frameHash: Samples.hash("a"), contentRoot: Samples.hash("b"), frameSource: .packet)
          .json.text.utf8),
      Array(try tree.proof(ofChunk: 1).json.text.utf8),
    ]
  }

  @Test(arguments: decoders.indices)
  func mutated(index: Int) throws {
    let sample = try samples()[index]
    let (name, decode) = Self.decoders[index]
    #expect(try decode(sample) == sample, "\(name)")
    var mutation = Mutation(seed: 0xE51D &+ UInt64(index))
    for round in 0..<Mutation.rounds(1_500) {
      let bytes = mutation.mutate(sample)
      do {
        let written = try decode(bytes)
        #expect(written == bytes, "\(name), round \(round)")
      } catch is EvidenceError {
        continue
      } catch is ChainFault {
        continue
      } catch {
        Issue.record(error, "\(name), round \(round): an error of another type")
      }
    }
  }

  @Test("cut anywhere, and a byte too many", arguments: decoders.indices)
  func truncated(index: Int) throws {
    let sample = try samples()[index]
    for count in 0..<sample.count where Self.decoders[index].name != "records" || !count.isMultiple(of: 161) {
      #expect(throws: EvidenceError.self) { try Self.decoders[index].decode(Array(sample.prefix(count))) }
    }
    #expect(throws: EvidenceError.self) { try Self.decoders[index].decode(sample + [0]) }
  }

  @Test("sealed files")
  func sealedFile() throws {
    let folder = try TemporaryFolder()
    let (manifest, paths) = try Samples.original([Samples.bytes(900, seed: 1)], in: folder)
    let path = folder.path("good.sealed")
    _ = try FilmSealer.seal(manifest, films: paths, with: try Samples.sessionKey(), to: path)
    let good = Array(try Data(contentsOf: URL(filePath: path)))
    var mutation = Mutation(seed: 0x5EA1)
    for round in 0..<Mutation.rounds(400) {
      let bytes = mutation.mutate(good)
      guard bytes != good else { continue }
      let changed = try folder.write(bytes, to: "changed.sealed")
      #expect(throws: EvidenceError.self, "round \(round)") {
        try SealedFile(changed).open(with: try Samples.sessionKey(), into: folder.path("opened"))
      }
      #expect(!folder.names.contains("opened"))
    }
  }

  @Test("bundles")
  func bundle() async throws {
    let folder = try TemporaryFolder()
    try EvidenceBundle.write(BundleContent(records: try Samples.chain(3)), to: folder.path("good.zip"))
    let good = Array(try Data(contentsOf: folder.url.appending(path: "good.zip")))
    #expect(try await BundleVerifier.verify(folder.path("good.zip")).isSound)
    var mutation = Mutation(seed: 0xB0D1)
    for round in 0..<Mutation.rounds(600) {
      let bytes = mutation.mutate(good)
      guard bytes != good else { continue }
      let path = try folder.write(bytes, to: "changed.zip")
      do {
        let report = try await BundleVerifier.verify(path)
        #expect(!report.isSound, "round \(round)")
      } catch is EvidenceError {
        continue
      } catch {
        Issue.record(error, "round \(round): an error of another type")
      }
    }
    for count in stride(from: 0, to: good.count, by: 3) {
      let path = try folder.write(good[..<count], to: "cut.zip")
      await #expect(throws: EvidenceError.self, "cut at \(count)") { try await BundleVerifier.verify(path) }
    }
  }
}
