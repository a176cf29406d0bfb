import Cryptography
import Foundation
import Testing
import Umbral
import VeilTesting

@testable import VeilEvidence

@Suite("Sealing and opening")
struct SealingTests {
  /// A sealed file of two films in a folder of its own.
  private struct Sealed {
    let folder: TemporaryFolder
    let films: [[UInt8]]
    let manifest: SealedManifest
    let path: String
    let tree: ContentTree

    init(_ counts: [Int]) throws {
      folder = try TemporaryFolder()
      films = counts.enumerated().map { Samples.bytes($1, seed: UInt64($0) + 10) }
      let (manifest, paths) = try Samples.original(films, in: folder)
      self.manifest = manifest
      path = folder.path("incident.sealed")
      tree = try FilmSealer.seal(manifest, films: paths, with: try Samples.sessionKey(), to: path)
    }

    var bytes: [UInt8] { get throws { Array(try Data(contentsOf: URL(filePath: path))) } }
  }

  @Test(
    "whatever the lengths of the films",
    arguments: [[1], [1_000, 2_000], [1 << 20], [(1 << 20) + 17, 3, 1 << 20], [0, 5], [3 << 20]])
  func roundTrip(counts: [Int]) throws {
    let sealed = try Sealed(counts)
    #expect(try ContentTree(ofFile: sealed.path).root == sealed.tree.root)
    let file = try SealedFile(sealed.path)
    #expect(try file.manifest(with: try Samples.sessionKey()) == sealed.manifest)
    let target = sealed.folder.path("opened")
    let opened = try file.open(with: try Samples.sessionKey(), into: target)
    #expect(opened.manifest == sealed.manifest)
    for (path, film) in zip(opened.films, sealed.films) {
      #expect(Array(try Data(contentsOf: URL(filePath: path))) == film)
    }
  }

  @Test("a key opens its own file only")
  func wrongKey() throws {
    let sealed = try Sealed([100])
    let file = try SealedFile(sealed.path)
    let other = SessionKey(
      key: try SecretBytes(copying: Samples.hash("other").bytes), incident: Samples.incident, rendition: .original)
    try expectRefusal(.damagedChunk, of: file, with: other, in: sealed.folder)
    try expectRefusal(.wrongKey, of: file, with: try Samples.sessionKey(.protected), in: sealed.folder)
    let elsewhere = SessionKey(
      key: try SecretBytes(copying: Samples.hash("session key of original").bytes),
      incident: IncidentID(Samples.hash("elsewhere")), rendition: .original)
    try expectRefusal(.wrongKey, of: file, with: elsewhere, in: sealed.folder)
    #expect(throws: EvidenceError.self) { try other.check(try Samples.sessionKey().commitment) }
    try Samples.sessionKey().check(try Samples.sessionKey().commitment)
  }

  @Test("the owner, and whoever he delegates to, arrive at the key; nobody else")
  func keys() throws {
    let (owner, receiver) = (try SecretKey.generate(), try SecretKey.generate())
    let (capsule, key) = try SessionKey.encapsulate(
      to: owner.publicKey, incident: Samples.incident, rendition: .protected)
    #expect(capsule.simpleBytes.count == 98)
    let byOwner = try SessionKey(
      seed: try capsule.open(with: owner), incident: Samples.incident, rendition: .protected)
    #expect(byOwner.commitment == key.commitment)
    let rekey = try Delegation(from: owner, to: receiver.publicKey, signer: try SecretKey.generate())
      .keyFrags(threshold: 1, shares: 1)
    let seed = try capsule.open([try rekey[0].reencrypt(capsule)], with: receiver, from: owner.publicKey)
    #expect(
      try SessionKey(seed: seed, incident: Samples.incident, rendition: .protected).commitment == key.commitment)
    #expect(
      try SessionKey(seed: seed, incident: Samples.incident, rendition: .original).commitment != key.commitment)
    let stranger = try SessionKey(
      seed: try capsule.open(with: receiver), incident: Samples.incident, rendition: .protected)
    #expect(stranger.commitment != key.commitment)
    let labels = [try key.contentKey(), try key.placeSalt(), try key.placeKey()]
    #expect(!labels[0].equals(labels[1]) && !labels[1].equals(labels[2]) && !labels[0].equals(labels[2]))
  }

  @Test("cut at every chunk boundary, beside each, and inside; extended")
  func wrongLength() throws {
    let sealed = try Sealed([(3 << 20) + 500])
    let bytes = try sealed.bytes
    let header = try SealedHeader(bytes: bytes.prefix(SealedHeader.byteCount))
    var cuts = [0, 1, 55, 56, 57, bytes.count - 1, bytes.count - 16, bytes.count - 17]
    for index in 0..<header.chunkCount {
      let start = header.offset(ofChunk: index)
      cuts += [start - 1, start, start + 1, start + 500_000].filter { $0 < bytes.count }
    }
    for cut in cuts {
      let path = try sealed.folder.write(bytes[..<cut], to: "cut.sealed")
      let error = #expect(throws: EvidenceError.self) { try SealedFile(path) }
      #expect(error?.code == .truncated, "cut at \(cut)")
    }
    let path = try sealed.folder.write(bytes + [0], to: "long.sealed")
    #expect(#expect(throws: EvidenceError.self) { try SealedFile(path) }?.code == .extended)
  }

  /// The header is made to fit the length, as an attacker would: then the chunks themselves tell.
  @Test("cut and extended with a header that fits")
  func adaptedHeader() throws {
    let sealed = try Sealed([(2 << 20) + 500])
    let bytes = try sealed.bytes
    let header = try SealedHeader(bytes: bytes.prefix(SealedHeader.byteCount))
    let whole = header.offset(ofChunk: 2)
    let shorter = try SealedHeader(
      incident: header.incident, rendition: header.rendition, plaintextByteCount: 2 << 20)
    let longer = try SealedHeader(
      incident: header.incident, rendition: header.rendition,
      plaintextByteCount: header.plaintextByteCount + 1)
    for (header, body) in [
      (shorter, Array(bytes[SealedHeader.byteCount..<whole])), (longer, bytes[SealedHeader.byteCount...] + [7]),
    ] {
      let path = try sealed.folder.write(header.bytes + body, to: "adapted.sealed")
      try expectRefusal(
        .damagedChunk, of: try SealedFile(path), with: try Samples.sessionKey(), in: sealed.folder)
    }
  }

  @Test("a bit flipped anywhere is refused, and nothing remains")
  func flips() throws {
    let sealed = try Sealed([(1 << 20) + 700, 900])
    let good = try sealed.bytes
    var random = SplitMix64(seed: 3)
    let header = Array(0..<SealedHeader.byteCount)
    let places = header + (0..<60).map { _ in Int.random(in: 0..<good.count, using: &random) }
    for place in places {
      var bytes = good
      bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      let path = try sealed.folder.write(bytes, to: "flipped.sealed")
      let error = #expect(throws: EvidenceError.self, "byte \(place)") {
        try SealedFile(path).open(with: try Samples.sessionKey(), into: sealed.folder.path("opened"))
      }
      #expect(
        [.malformed, .unsupportedVersion, .truncated, .extended, .wrongKey, .damagedChunk].contains(error?.code))
      #expect(!sealed.folder.names.contains("opened"))
    }
  }

  @Test("chunks reordered, repeated, and swapped between two files of one incident")
  func moved() throws {
    let sealed = try Sealed([(3 << 20) + 100])
    let good = try sealed.bytes
    let header = try SealedHeader(bytes: good.prefix(SealedHeader.byteCount))
    let size = SealedHeader.chunkByteCount + SealedHeader.tagByteCount
    let other = try Sealed([(3 << 20) + 100, 0])
    let foreign = try other.bytes
    for (from, to, source) in [(1, 2, good), (2, 1, good), (0, 1, good), (1, 0, good)] {
      var bytes = good
      bytes.replaceSubrange(
        header.offset(ofChunk: to)..<header.offset(ofChunk: to) + size,
        with: source[header.offset(ofChunk: from)..<header.offset(ofChunk: from) + size])
      let path = try sealed.folder.write(bytes, to: "moved.sealed")
      let error = try expectRefusal(
        .damagedChunk, of: try SealedFile(path), with: try Samples.sessionKey(), in: sealed.folder)
      #expect(error?.message.contains("chunk \(to)") == true)
    }
    var bytes = good
    let place = header.offset(ofChunk: 1)..<header.offset(ofChunk: 1) + size
    bytes.replaceSubrange(place, with: foreign[place])
    let path = try sealed.folder.write(bytes, to: "swapped.sealed")
    try expectRefusal(
      .damagedChunk, of: try SealedFile(path), with: try Samples.sessionKey(), in: sealed.folder)
  }

  @Test("a film that was changed since it was committed to is not sealed")
  func changedFilm() throws {
    let folder = try TemporaryFolder()
    let film = Samples.bytes(5_000, seed: 1)
    let (manifest, paths) = try Samples.original([film], in: folder)
    for changed in [film.dropLast() + [film[4_999] ^ 1], film + [0], film.dropLast()] {
      _ = try folder.write(changed, to: "film0.bin")
      let error = #expect(throws: EvidenceError.self) {
        try FilmSealer.seal(manifest, films: paths, with: try Samples.sessionKey(), to: folder.path("out.sealed"))
      }
      #expect(error?.code == .contentDiffers)
      #expect(folder.names == ["film0.bin"])
    }
  }

  @Test("cancelled on its way, sealing and opening leave nothing")
  func cancelled() async throws {
    let sealed = try Sealed([3 << 20])
    let (manifest, folder) = (sealed.manifest, sealed.folder)
    let names = folder.names
    let file = try SealedFile(sealed.path)
    let cancelling: ByteProgress = { _, _ in withUnsafeCurrentTask { $0?.cancel() } }
    let sealing = Task {
      _ = try FilmSealer.seal(
        manifest, films: [folder.path("film0.bin")], with: try Samples.sessionKey(), to: folder.path("never"),
        progress: cancelling)
    }
    await #expect(throws: CancellationError.self) { try await sealing.value }
    let opening = Task {
      _ = try file.open(with: try Samples.sessionKey(), into: folder.path("opened"), progress: cancelling)
    }
    await #expect(throws: CancellationError.self) { try await opening.value }
    #expect(folder.names == names)
  }

  @Test("nothing is overwritten unasked, and nothing of the opened films remains then")
  func overwriting() throws {
    let sealed = try Sealed([10, 20])
    let target = sealed.folder.path("opened")
    try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: false)
    let second = target + "/" + sealed.manifest.films[1].name
    try Data("mine".utf8).write(to: URL(filePath: second))
    #expect(throws: (any Error).self) {
      try SealedFile(sealed.path).open(with: try Samples.sessionKey(), into: target)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: target) == [sealed.manifest.films[1].name])
    #expect(try String(contentsOfFile: second, encoding: .utf8) == "mine")
  }

  @discardableResult
  private func expectRefusal(
    _ code: EvidenceError.Code, of file: SealedFile, with key: SessionKey, in folder: TemporaryFolder
  ) throws -> EvidenceError? {
    let error = #expect(throws: EvidenceError.self) { try file.open(with: key, into: folder.path("opened")) }
    #expect(error?.code == code)
    #expect(!folder.names.contains("opened"))
    return error
  }
}
