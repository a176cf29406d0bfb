import Cryptography
import Ethereum
import Foundation
import Testing
import Umbral
import VeilMedia
import VeilTesting

@testable import VeilEvidence

/// On real films, made by `ffmpeg`.
@Suite("Films and bundles")
struct BundleTests {
  /// An incident as a camera would publish it, and its bundle.
  private struct Incident {
    let folder: TemporaryFolder
    var content: BundleContent
    let paths: (original: String, protected: String)

    init() async throws {
      folder = try TemporaryFolder()
      paths = (try SampleFilm.constantRate.make(in: folder), try SampleFilm.noAudio.make(in: folder))
      let device = try Samples.key(7)
      let segment = try await SegmentCommitment(ofFilm: paths.original)
      let protected = try await SegmentCommitment(ofFilm: paths.protected)
      var chain = DeviceChain(key: device, at: Samples.time)
      content = BundleContent(records: try [Samples.hash("before"), segment.videoHash].map { try chain.append($0) })
      let derivation = try DerivationRecord(
        incident: Samples.incident, originals: [segment.videoHash], protected: protected,
        detections: Samples.hash("d"), models: [], method: "blur", policy: Samples.hash("p"), tool: "veilcam 0.1.0",
        counts: ["frames": 30]
      ).signed(by: device)
      content.derivation = derivation
      content.originals = [paths.original]
      content.protected = paths.protected
      content.previews = try ["a", "b", "c"].map { try folder.write($0.utf8, to: $0 + ".jpg") }
      let owner = try SecretKey.generate().publicKey
      var sealed: [SealedRendition] = []
      for (rendition, path, commitment) in [
        (Rendition.original, paths.original, segment), (.protected, paths.protected, protected),
      ] {
        let (capsule, key) = try SessionKey.encapsulate(to: owner, incident: Samples.incident, rendition: rendition)
        let size = try InputFile(path).byteCount
        let manifest = try SealedManifest(
          incident: Samples.incident, rendition: rendition, start: 0, end: 1, track: [],
          films: [try SealedFilm(name: "film.mp4", byteCount: size, commitment: commitment)],
          records: content.records, derivation: rendition == .protected ? derivation : nil)
        let output = folder.path("\(rendition).veil")
        let tree = try FilmSealer.seal(manifest, films: [path], with: key, to: output)
        content.sealed[rendition] = output
        sealed.append(
          SealedRendition(
            publicKey: owner, capsule: capsule, ciphertextRoot: tree.root, keyCommitment: key.commitment))
      }
      content.binding = try IncidentBinding(
        owner: owner.address, chainID: 1, factory: try Samples.key(9).address, incident: Samples.incident,
        original: sealed[0], protected: sealed[1], segments: [segment],
        previews: ["a", "b", "c"].map { Keccak256.hash($0.utf8) }, placeCommitment: Samples.hash("place")
      ).signed(by: device)
      var log = RecordLog()
      let salt = Samples.hash("salt").bytes
      let index = log.append(try RecordLog.entry(content.records[0], salt: salt))
      content.receipt = try LogReceipt(
        of: content.records[0], salt: salt, in: log, at: index, time: 5, by: try Samples.key(9))
    }

    func report(_ content: BundleContent) async throws -> BundleReport {
      let path = folder.path("bundle.zip")
      try EvidenceBundle.write(content, to: path, overwrites: true)
      return try await BundleVerifier.verify(path)
    }
  }

  @Test(
    "a whole bundle is right in every point; whatever is exchanged is named",
    .enabled(if: FFmpegTool.isPresent, "\(FFmpegTool.absence)"))
  func bundle() async throws {
    let incident = try await Incident()
    let good = try await incident.report(incident.content)
    #expect(good.checks.map(\.outcome) == Array(repeating: .right, count: good.checks.count), "\(good.checks)")
    #expect(
      good.checks.map(\.subject) == [
        "files", "records", "receipt", "binding", "sealed original", "sealed protected", "previews", "original 0",
        "protected", "derivation",
      ])
    let changes: [(String, (inout BundleContent) throws -> Void)] = [
      ("records", { $0.records = [$0.records[1], $0.records[0]] }),
      ("receipt", { $0.records.removeFirst() }),
      ("binding", { $0.binding = try $0.binding?.binding.signed(by: try Samples.key(8)) }),
      ("sealed original", { $0.sealed[.original] = $0.sealed[.protected] }),
      ("previews", { $0.previews.swapAt(0, 1) }),
      ("original 0", { $0.originals = [incident.paths.protected] }),
      ("protected", { $0.protected = incident.paths.original }),
      ("derivation", { $0.derivation = try $0.derivation?.derivation.signed(by: try Samples.key(8)) }),
    ]
    for (subject, change) in changes {
      var content = incident.content
      try change(&content)
      let report = try await incident.report(content)
      #expect(!report.isSound)
      #expect(report.checks.first { $0.subject == subject }?.outcome == .wrong, "\(subject): \(report.checks)")
    }
    let least = try await incident.report(BundleContent(records: incident.content.records))
    #expect(least.isSound)
    #expect(least.checks.filter { $0.outcome == .absent }.count == 8)
  }

  @Test(
    "the first picture, not the file, makes the frame hash", .enabled(if: FFmpegTool.isPresent, "\(FFmpegTool.absence)")
  )
  func frames() async throws {
    let folder = try TemporaryFolder()
    let film = try SampleFilm.noAudio.make(in: folder)
    let copied = folder.path("copied.mkv")
    try FFmpegTool.run(["-i", film, "-c", "copy", copied])
    let (first, second) = (try await SegmentCommitment(ofFilm: film), try await SegmentCommitment(ofFilm: copied))
    #expect(first.frameHash == second.frameHash)
    #expect(first.contentRoot != second.contentRoot)
    #expect(first.videoHash == Keccak256.hash(first.frameHash.bytes + first.contentRoot.bytes))
    // The same picture as ffmpeg decodes it.
    let raw = try FFmpegTool.run(["-i", film, "-frames:v", "1", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-"])
    #expect(first.frameHash == Keccak256.hash([0, 0, 1, 64, 0, 0, 0, 180] + Array("yuv420p".utf8) + Array(raw)))
    let text = try folder.write("no film".utf8, to: "text.mp4")
    await #expect(throws: MediaError.self) { try await FrontFrame.hash(ofFilm: text) }
  }

  @Test("other programs unpack a bundle", .enabled(if: PythonOracle.isAvailable, PythonOracle.hint))
  func unpacked() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("bundle.zip")
    var content = BundleContent(records: try Samples.chain(3))
    content.originals = [try folder.write(Samples.bytes(2_500_000, seed: 1), to: "film.mp4")]
    try EvidenceBundle.write(content, to: path)
    let script = """
      import sys, zipfile, json
      folder = sys.argv[1]
      z = zipfile.ZipFile(folder + "/bundle.zip")
      assert z.testzip() is None
      open(folder + "/out.bin", "wb").write(z.read("records.bin"))
      open(folder + "/film.bin", "wb").write(z.read("original/0.mp4"))
      """
    let results = try PythonOracle.run(
      script, files: ["bundle.zip": try Data(contentsOf: URL(filePath: path))], results: ["out.bin", "film.bin"])
    #expect(Array(results[0]) == content.records.flatMap(\.bytes))
    #expect(Array(results[1]) == Samples.bytes(2_500_000, seed: 1))
  }

  /// A list is text that anybody can write.
  @Test("lists that lie", arguments: [Int.max, -1, 0, 161])
  func lyingLists(byteCount: Int) async throws {
    let folder = try TemporaryFolder()
    let record = try Samples.chain(1)[0].bytes
    let item: JSON = [
      "name": "records.bin", "byteCount": .integer(byteCount), "root": .hex(try ContentTree.root(of: record)),
    ]
    let twin: JSON = ["name": "other.bin", "byteCount": .integer(byteCount), "root": .hex(MerkleHash.empty)]
    let list: JSON = ["kind": "veilcam.bundle", "version": .integer(1), "files": [item, twin]]
    let zip = try ZipWriter(folder.path("bundle.zip"), reading: [], overwrites: false)
    try zip.add("bundle.json", Array(list.text.utf8))
    try zip.add("records.bin", record)
    try zip.add("other.bin", [])
    try zip.commit()
    #expect(try await !BundleVerifier.verify(folder.path("bundle.zip")).isSound)
  }

  @Test("names that lead out of the folder are not packed and not read")
  func names() throws {
    let folder = try TemporaryFolder()
    for name in ["../x", "/x", "a//b", ".x", "", "a/../b", "ü", "a/b/c/d/e", "x\\y"] {
      let zip = try ZipWriter(folder.path("bundle.zip"), reading: [], overwrites: true)
      #expect(throws: EvidenceError.self) { try zip.add(name, [1]) }
      #expect(throws: EvidenceError.self) {
        try SealedFilm(
          name: name, byteCount: 1,
          commitment: SegmentCommitment(frameHash: Samples.hash("a"), contentRoot: Samples.hash("b")))
      }
    }
    #expect(folder.names.isEmpty)
  }

  @Test("checksums of zip files")
  func checksum() {
    for (text, value) in [
      ("", 0), ("123456789", 0xCBF4_3926), ("The quick brown fox jumps over the lazy dog", 0x414F_A339),
    ]
      as [(String, UInt32)]
    {
      var checksum = CRC32()
      Array(text.utf8).withUnsafeBytes { checksum.update($0) }
      #expect(checksum.value == value)
    }
  }
}
