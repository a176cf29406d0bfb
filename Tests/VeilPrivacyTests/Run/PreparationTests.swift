import Foundation
import Testing
import VeilMedia
import VeilPrivacy
import VeilTesting
import VeilVision

/// Detectors get ready for what they will see.
@Suite(.enabled(if: FFmpegTool.isPresent, "\(FFmpegTool.absence)")) struct PreparationTests {
  /// Remembers for which formats it was made ready and which it saw.
  private actor Diary {
    private(set) var prepared: [PictureFormat] = []
    private(set) var seen: Set<PictureFormat> = []
    func prepare(_ format: PictureFormat) { prepared.append(format) }
    func see(_ format: PictureFormat) { seen.insert(format) }
  }

  private struct Watcher: FrameDetector {
    let diary: Diary
    var fails = false
    let models = [DetectionsHeader.Model(role: "detector", name: "watcher", sha256: String(repeating: "0", count: 64))]
    let thresholds = ["car": 0.5]
    let configuration: [String: String] = [:]

    func prepare(for format: PictureFormat) async throws {
      await diary.prepare(format)
      if fails { throw VisionError(.modelUnusable, "this network cannot be used; choose another") }
    }

    func detect(in frame: VideoFrame, turn: Int?) async throws -> [Detection] {
      await diary.see(frame.format)
      return []
    }
  }

  private func run(_ detector: Watcher, on film: SampleFilm, in folder: TemporaryFolder) async throws {
    let policy = try ProtectionPolicy([PolicyDocument(commandLine: ["method": ["solid"], "categories": ["car"]])])
    let run = ProtectRun(
      source: try film.make(in: folder), names: OutputNames(film: folder.url.appending(path: "out.mp4")),
      policy: policy, options: RunOptions(), detectors: { detector })
    _ = try await run.run()
  }

  @Test(arguments: [SampleFilm.constantRate, .rotated]) func networksAreReadyForWhatTheySee(film: SampleFilm)
    async throws
  {
    let diary = Diary()
    try await run(Watcher(diary: diary), on: film, in: try TemporaryFolder())
    let prepared = await diary.prepared
    #expect(prepared.count == 1)
    #expect(await Set(prepared) == diary.seen)
    #expect(prepared.allSatisfy { ($0.width < $0.height) == (film == .rotated) })
  }

  @Test func aNetworkThatCannotBeUsedEndsTheRun() async throws {
    let folder = try TemporaryFolder()
    await #expect(throws: VisionError.self) {
      try await run(Watcher(diary: Diary(), fails: true), on: .constantRate, in: folder)
    }
    #expect(!FileManager.default.fileExists(atPath: folder.path("out.mp4")))
  }
}
