import Foundation
import Testing
import VeilTesting

/// A destination that does not take the film: one sentence, and no part of a film is left there.
@Suite(.enabled(if: FFmpegTool.isPresent, "ffmpeg's command line is not installed"))
struct FailingDestinationTests {
  @Test func noWritePermission() async throws {
    let desk = try FilmDesk(.noAudio)
    let detections = try await desk.detections([FilmDesk.box(10, 10, 50, 50)])
    try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: desk.results.url.path)
    let command = ["protect", desk.film, "--output", desk.output, "--detections", detections]
    // Nothing forbids root to write, so root becomes somebody else.
    let run =
      geteuid() == 0
      ? try await CommandRun.run(
        "/usr/bin/setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", CommandRun.veilcam] + command)
      : try await CommandRun.veilcam(command)
    expectFailure(run, saying: "out.", "ermission denied", leaving: desk.results)
  }

  @Test(.enabled(if: SmallDisk.isPossible, "only root may mount a small disk")) func diskFull() async throws {
    let desk = try FilmDesk(
      ffmpeg: ["-f", "lavfi", "-i", "mandelbrot=s=320x180:r=25", "-t", "2", "-c:v", "libx264", "-preset", "ultrafast"])
    let disk = try SmallDisk(kilobytes: 64)
    let run = try await CommandRun.veilcam([
      "protect", desk.film, "--output", disk.path("out.mp4"), "--quality", "1", "--quiet", "--detections",
      try await desk.detections([FilmDesk.box(10, 10, 50, 50)]),
    ])
    expectFailure(run, saying: "no space left")
    #expect(disk.names == [], "something was left on the full disk")
  }

  @Test func folderInTheWay() async throws {
    let desk = try FilmDesk(.noAudio)
    let detections = try await desk.detections()
    try FileManager.default.createDirectory(atPath: desk.output + "/sub", withIntermediateDirectories: true)
    try FileManager.default.createDirectory(
      atPath: desk.output + "/noAudio.protected.mp4", withIntermediateDirectories: true)
    let run = try await desk.protect(["--detections", detections, "--overwrite"])
    expectFailure(run, saying: "is a folder", leaving: desk.results, files: ["out.mp4"])
  }
}
