import Foundation
import Testing
import VeilTesting

/// Wrong usage: exit status 64, standard error says what is wrong and what the choices are, nothing is written.
@Suite struct UsageTests {
  @Test(arguments: [
    (["--categories", "persons"], ["persons", "person", "car", "face", "plate"]),
    (["--method", "blurr"], ["blurr", "blur", "pixelate", "solid", "attributes", "cartoon"]),
    (["--category-method", "face=mosaic"], ["mosaic", "pixelate"]),
    (["--category-method", "faces=blur"], ["faces", "face"]),
    (["--codec", "h266"], ["h266", "h264"]),
    (["--location", "blurred"], ["blurred", "keep", "coarsen", "strip"]),
    (["--audio", "louder"], ["louder", "copy", "mute"]),
    (["--zone", "1,2,3"], ["1,2,3"]),
    (["--confidence", "1.5"], ["1.5"]),
    (["--detect-interval", "0"], ["--detect-interval"]),
    (["--quality", "99"], ["--quality"]),
    (["--overwrite", "--skip-existing"], ["--overwrite", "--skip-existing"]),
    (["--bluur"], ["--bluur"]),
  ])
  func protect(arguments: [String], words: [String]) async throws {
    let folder = try TemporaryFolder()
    let results = try TemporaryFolder()
    let film = try folder.write([1], to: "film.mp4")
    let run = try await CommandRun.veilcam(["protect", film, "--output", results.path("out.mp4")] + arguments)
    expectFailure(run, status: 64, leaving: results)
    for word in words { #expect(run.errors.contains(word), "\(run.transcript)") }
  }

  @Test func theRegistryOfTheEnvironmentIsLookedInto() async throws {
    let folder = try TemporaryFolder()
    let results = try TemporaryFolder()
    let film = try folder.write([1], to: "film.mp4")
    var setting = CommandRun.Setting()
    setting.environment = ["VEILCAM_REGISTRY": folder.path("registry"), "XDG_DATA_HOME": folder.path("data")]
    let arguments = ["protect", film, "--output", results.path("out.mp4"), "--method", "risk", "--others", "solid"]
    let silent = try await CommandRun.veilcam(arguments, setting)
    expectFailure(silent, status: 64, saying: "--reason", leaving: results)
    setting.environment["VEILCAM_REGISTRY"] = ""
    let alone = try await CommandRun.veilcam(arguments, setting)
    #expect(alone.errors.contains("no registry is named") && !alone.errors.contains("--reason"), "\(alone.transcript)")
  }

  @Test func unknownExportFormat() async throws {
    let run = try await CommandRun.veilcam(["detections", "export", "x", "--format", "voc", "--output", "y"])
    expectFailure(run, status: 64, saying: "voc", "coco", "mot", "yolo")
  }

  @Test func policyFile() async throws {
    let folder = try TemporaryFolder()
    let film = try folder.write([1], to: "film.mp4")
    let policy = try folder.write("method: blurr\n".utf8, to: "policy.yaml")
    let run = try await CommandRun.veilcam(["protect", film, "--policy", policy])
    expectFailure(run, status: 64, saying: "blurr", "pixelate", leaving: folder, files: ["film.mp4", "policy.yaml"])
  }
}
