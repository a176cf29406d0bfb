import Foundation
import Synchronization
import Testing
import VeilMedia
import VeilTesting

/// Films cut and joined at key frames without decoding.
@Suite(.enabled(if: FFmpegTool.isPresent, Comment(rawValue: FFmpegTool.absence)))
struct FilmCutTests {
  /// Ten seconds of ten pictures a second, a key frame every second, with sound.
  private func film(_ folder: TemporaryFolder, _ name: String, size: String = "128x96") throws -> String {
    try FFmpegTool.run(
      [
        "-f", "lavfi", "-i", "testsrc2=s=\(size):r=10:d=10", "-f", "lavfi", "-i", "sine=d=10:r=8000", "-c:v", "libx264",
        "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "10", "-bf", "2", "-c:a", "aac", folder.path(name),
      ])
    return folder.path(name)
  }

  private func frames(_ path: String) async throws -> Int {
    var count = 0
    for try await frame in try await VideoDecoder.open(path).frames {
      #expect(!frame.isDamaged)
      count += 1
    }
    return count
  }

  @Test func aCutBeginsAndEndsAtKeyFrames() async throws {
    let folder = try TemporaryFolder()
    let source = try film(folder, "a.mp4")
    let cut = try await FilmCut.write([.init(path: source, from: 2.5, to: 5.2)], to: folder.path("cut.mp4"))
    #expect(abs(cut.start - 2) < 0.01)
    #expect(try await frames(folder.path("cut.mp4")) == 40)
    #expect(folder.names == ["a.mp4", "cut.mp4"])
  }

  @Test(arguments: ["mp4", "ts", "mkv"])
  func filmsAreJoined(suffix: String) async throws {
    let folder = try TemporaryFolder()
    let first = try film(folder, "a.\(suffix)")
    let second = try film(folder, "b.\(suffix)")
    let output = folder.path("joined.\(suffix)")
    let cut = try await FilmCut.write([.init(path: first, from: 8.5), .init(path: second, to: 2.5)], to: output)
    #expect(try await frames(output) == 50)
    #expect(abs(cut.joints[1] - 2) < 0.2)
    #expect(try MediaProbe.probe(output).audioStreams.count == 1)
  }

  @Test func filmsOfAnotherSizeAreNotJoined() async throws {
    let folder = try TemporaryFolder()
    let parts = [try film(folder, "a.mp4"), try film(folder, "b.mp4", size: "64x48")].map { FilmCut.Part(path: $0) }
    await #expect(throws: MediaError.self) { try await FilmCut.write(parts, to: folder.path("joined.mp4")) }
    #expect(folder.names == ["a.mp4", "b.mp4"])
  }

  /// A camera that is mounted on its side says so in its films; what is cut out of them must say it too.
  @Test(arguments: [90, 180, 270]) func theTurnOfAFilmIsKept(rotation: Int) async throws {
    let folder = try TemporaryFolder()
    let source = folder.path("turned.mp4")
    try FFmpegTool.run(
      ["-i", try film(folder, "a.mp4"), "-c", "copy", "-metadata:s:v:0", "rotate=\(rotation)", source])
    let expected = try MediaProbe.probe(source).videoStreams.first?.video?.displayMatrix
    try #require(expected != nil)
    _ = try await FilmCut.write([.init(path: source, from: 2.5, to: 5.2)], to: folder.path("cut.mp4"))
    try await FilmSplitter.split(source, length: 20) { _, _ in
      folder.path("part.mp4")
    } done: { _ in
    }
    for name in ["cut.mp4", "part.mp4"] {
      #expect(try MediaProbe.probe(folder.path(name)).videoStreams.first?.video?.displayMatrix == expected)
    }
    let parts = [FilmCut.Part(path: source), FilmCut.Part(path: folder.path("a.mp4"))]
    await #expect(throws: MediaError.self) { try await FilmCut.write(parts, to: folder.path("joined.mp4")) }
  }

  @Test func aLongFilmIsSplitAndNothingIsLost() async throws {
    let folder = try TemporaryFolder()
    let source = try film(folder, "long.mp4")
    let segments = Mutex<[FilmSplitter.Segment]>([])
    try await FilmSplitter.split(source, length: 4) { number, _ in
      folder.path("part\(number).mp4")
    } done: { segment in
      segments.withLock { $0.append(segment) }
    }
    let made = segments.withLock { $0 }
    #expect(made.map { $0.start.rounded() } == [0, 4, 8])
    var counts: [Int] = []
    for segment in made { counts.append(try await frames(segment.path)) }
    #expect(counts == [40, 40, 20])
  }
}
