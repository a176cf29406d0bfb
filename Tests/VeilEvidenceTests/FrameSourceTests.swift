import Cryptography
import Ethereum
import Foundation
import Testing
import VeilMedia
import VeilTesting

@testable import VeilEvidence

/// Films of codecs whose pictures differ between decoders are evidence by their first packet.
@Suite("Frame hashes of coded packets", .enabled(if: FFmpegTool.isPresent, "\(FFmpegTool.absence)"))
struct FrameSourceTests {
  static let films: [(SampleFilm, codec: String)] = [
    (.motionJPEG, "mjpeg"), (.mpeg4AVI, "mpeg4"), (.mpeg2, "mpeg2video"),
  ]

  /// A film under a session key, as a camera seals it.
  private struct Sealed {
    let folder: TemporaryFolder
    let path: String
    let file: SealedFile

    init(_ film: String, in folder: TemporaryFolder, as commitment: SegmentCommitment) throws {
      self.folder = folder
      var chain = DeviceChain(key: try Samples.key(7), at: Samples.time)
      let records = [try chain.append(commitment.videoHash)]
      let manifest = try SealedManifest(
        incident: Samples.incident, rendition: .original, start: 0, end: 1, track: [],
        films: [
          try SealedFilm(
            name: "film.avi", byteCount: try InputFile(film).byteCount, commitment: commitment)
        ], records: records)
      path = folder.path("film.veil")
      _ = try FilmSealer.seal(
        manifest, films: [film], with: try Samples.sessionKey(), to: path, overwrites: true)
      file = try SealedFile(path)
    }
  }

  @Test("the first packet is hashed, with the name of its codec", arguments: films)
  func packet(film: SampleFilm, codec: String) async throws {
    let folder = try TemporaryFolder()
    let path = try film.make(in: folder)
    let frame = try await FrontFrame(ofFilm: path)
    #expect(frame.source == .packet)
    // The same packet as ffmpeg copies it.
    let copied = try FFmpegTool.run(["-i", path, "-map", "0:v:0", "-c", "copy", "-frames:v", "1", "-f", "data", "-"])
    let size = try #require(try MediaProbe.probe(path).videoStreams.first?.video)
    let head = [UInt32(size.width), UInt32(size.height)].flatMap { number in
      (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * UInt32($0))) }
    }
    #expect(frame.hash == Keccak256.hash(head + Array("packet/\(codec)\0".utf8) + Array(copied)))
    // A commitment says so, and only such a one.
    let commitment = try await SegmentCommitment(ofFilm: path)
    #expect(commitment.json["frame"] == "packet")
    #expect(try SegmentCommitment(json: commitment.json).frameSource == .packet)
  }

  @Test("a commitment of decoded pictures has no such member, and no other value is taken")
  func member() throws {
    let hash = Samples.hash("x")
    #expect(SegmentCommitment(frameHash: hash, contentRoot: hash).json["frame"] == nil)
    for value in ["picture", "", "Packet"] as [JSON] {
      let json: JSON = ["frameHash": .hex(hash), "contentRoot": .hex(hash), "frame": value]
      #expect(throws: EvidenceError.self) { try SegmentCommitment(json: json) }
    }
  }

  @Test("sealed, opened and compared", arguments: films)
  func opened(film: SampleFilm, codec: String) async throws {
    let folder = try TemporaryFolder()
    let path = try film.make(in: folder)
    let commitment = try await SegmentCommitment(ofFilm: path)
    let sealed = try Sealed(path, in: folder, as: commitment)
    let opened = try await sealed.file.openComparing(with: try Samples.sessionKey(), into: folder.path("opened"))
    #expect(opened.manifest.films.map(\.commitment.frameSource) == [.packet])
    #expect(try ContentTree(ofFile: opened.films[0]).root == commitment.contentRoot)
  }

  @Test("another frame hash, or one of the other kind, is refused on opening, and nothing remains")
  func refused() async throws {
    let folder = try TemporaryFolder()
    let path = try SampleFilm.motionJPEG.make(in: folder)
    let right = try await SegmentCommitment(ofFilm: path)
    let wrong = [
      SegmentCommitment(
        frameHash: Samples.hash("another"), contentRoot: right.contentRoot, frameSource: .packet),
      SegmentCommitment(frameHash: right.frameHash, contentRoot: right.contentRoot, frameSource: .picture),
    ]
    for commitment in wrong {
      let sealed = try Sealed(path, in: folder, as: commitment)
      let error = await #expect(throws: EvidenceError.self) {
        try await sealed.file.openComparing(with: try Samples.sessionKey(), into: folder.path("opened"))
      }
      #expect(error?.code == .contentDiffers)
      #expect(!folder.names.contains("opened"))
    }
  }

  @Test("a bundle with such a film is sound; with another film under its name it is not")
  func bundled() async throws {
    let folder = try TemporaryFolder()
    let path = try SampleFilm.motionJPEG.make(in: folder)
    var chain = DeviceChain(key: try Samples.key(7), at: Samples.time)
    var content = BundleContent(records: [try chain.append(try await SegmentCommitment(ofFilm: path).videoHash)])
    content.originals = [path]
    try EvidenceBundle.write(content, to: folder.path("good.zip"))
    #expect(try await BundleVerifier.verify(folder.path("good.zip")).isSound)
    content.originals = [try SampleFilm.mpeg4AVI.make(in: folder)]
    try EvidenceBundle.write(content, to: folder.path("bad.zip"))
    #expect(try await !BundleVerifier.verify(folder.path("bad.zip")).isSound)
  }
}
