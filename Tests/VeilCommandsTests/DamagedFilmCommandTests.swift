import Foundation
import Testing
import VeilPrivacy
import VeilTesting

/// A film that is broken in the middle is refused, or with `--salvage` written with what is damaged black and named.
@Suite(.enabled(if: FFmpegTool.isPresent, "ffmpeg's command line is not installed"))
struct DamagedFilmCommandTests {
  @Test func refusedWhenRendering() async throws {
    let desk = try damaged()
    // A hidden zone, so that the pictures are decoded.
    let run = try await desk.protect(["--detections", desk.detections(salvages: true), "--zone", "0,0,16,16"])
    expectFailure(run, saying: desk.film, "--salvage", leaving: desk.results)
  }

  /// Nothing to hide is no reason to copy damage.
  @Test func refusedWhenCopying() async throws {
    let desk = try damaged()
    let run = try await desk.protect(["--detections", desk.detections(salvages: true)])
    expectFailure(run, saying: desk.film, "--salvage", leaving: desk.results)
  }

  @Test(.enabled(if: SharedMaterial.hasModels, "no models in ../shared")) func refusedWhenLooking() async throws {
    let desk = try damaged()
    let run = try await desk.protect()
    expectFailure(run, saying: desk.film, "--salvage", leaving: desk.results)
  }

  @Test func salvaged() async throws {
    let desk = try damaged()
    let box = FilmDesk.box(0, 0, 4, 4)
    let run = try await desk.protect(["--salvage", "--detections", desk.detections([box], salvages: true)])
    #expect(run.status == 0, "\(run.transcript)")
    let report = try desk.report()
    #expect((1..<30).contains(report.damagedFrames.count))
    #expect(run.output.contains("\(report.damagedFrames.count) damaged frame"))
    let brightest = try frames(desk.output).map { $0.max() ?? 0 }
    #expect(brightest.count == 30)
    for (number, level) in brightest.enumerated() {
      if report.damagedFrames.contains(number) {
        #expect(level <= 24, "damaged frame \(number) shows something")
      } else {
        #expect(level > 100, "frame \(number) is not damaged and yet black")
      }
    }
  }

  @Test(.enabled(if: SharedMaterial.hasModels, "no models in ../shared")) func salvagedWithModels() async throws {
    let desk = try damaged()
    let run = try await desk.protect(["--salvage"])
    #expect(run.status == 0, "\(run.transcript)")
    let report = try desk.report()
    #expect(!report.damagedFrames.isEmpty)
    let brightest = try frames(desk.output).map { $0.max() ?? 0 }
    for number in report.damagedFrames { #expect(brightest[number] <= 24) }
  }

  @Test func truncatedAndSalvaged() async throws {
    let desk = try FilmDesk.truncated(indexFirst: true)
    let box = FilmDesk.box(0, 0, 4, 4)
    let run = try await desk.protect(["--salvage", "--detections", desk.detections([box], salvages: true)])
    #expect(run.status == 0, "\(run.transcript)")
    let brightest = try frames(desk.output).map { $0.max() ?? 0 }
    #expect((5..<30).contains(brightest.count))
    let damaged = try desk.report().damagedFrames
    for (number, level) in brightest.enumerated() { #expect((level <= 24) == damaged.contains(number)) }
  }

  /// Nothing can be salvaged of an MP4 whose index was never written.
  @Test func truncatedBeforeItsIndex() async throws {
    let desk = try FilmDesk.truncated(indexFirst: false)
    let other = try FilmDesk(.noAudio)
    let run = try await desk.protect(["--salvage", "--detections", other.detections()])
    withExtendedLifetime(other) {}
    expectFailure(run, saying: desk.film, leaving: desk.results)
  }

  /// Overwrites a stretch in the middle of the coded pictures.
  private func damaged() throws -> FilmDesk {
    let desk = try FilmDesk(.noAudio)
    var data = try Data(contentsOf: URL(filePath: desk.film))
    var generator = SplitMix64(seed: 7)
    let middle = data.count / 2
    for index in middle..<min(data.count, middle + 3000) { data[index] = UInt8.random(in: 0...255, using: &generator) }
    try data.write(to: URL(filePath: desk.film))
    return desk
  }

  /// Luma of every frame.
  private func frames(_ path: String) throws -> [Data] {
    let raw = try FFmpegTool.run(["-i", path, "-vsync", "0", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-"])
    let frame = 320 * 180 * 3 / 2
    return stride(from: 0, to: raw.count - frame + 1, by: frame).map { Data(raw[$0..<($0 + 320 * 180)]) }
  }
}
