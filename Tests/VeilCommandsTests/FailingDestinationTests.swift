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

  @Test(.enabled(if: Self.canMount, "this user may not mount a small file system")) func diskFull() async throws {
    let desk = try FilmDesk(
      ffmpeg: ["-f", "lavfi", "-i", "mandelbrot=s=320x180:r=25", "-t", "2", "-c:v", "libx264", "-preset", "ultrafast"])
    let detections = try await desk.detections([FilmDesk.box(10, 10, 50, 50)])
    // The mount is seen by this shell alone and goes with it, so the shell lists what is left.
    let script = """
      mount -t tmpfs -o size=64k tmpfs "$1" || exit 99
      "$2" protect "$3" --output "$1/out.mp4" --detections "$4" --quality 1 --quiet
      status=$?
      ls -A "$1" > "$5"
      exit $status
      """
    let listing = desk.folder.path("listing")
    let run = try await CommandRun.run(
      "/usr/bin/unshare",
      Self.mountFlags + [
        "sh", "-c", script, "sh", desk.results.url.path, CommandRun.veilcam, desk.film, detections, listing,
      ])
    expectFailure(run, saying: "no space left", leaving: desk.results)
    #expect(try String(contentsOfFile: listing, encoding: .utf8) == "", "something was left on the full disk")
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

  private static let mountFlags = geteuid() == 0 ? ["--mount"] : ["--user", "--map-root-user", "--mount"]

  private static let canMount: Bool = {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/unshare")
    process.arguments = mountFlags + ["sh", "-c", "mount -t tmpfs -o size=64k tmpfs /tmp"]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()
}
