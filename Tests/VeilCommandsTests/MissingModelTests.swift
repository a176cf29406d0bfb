import Foundation
import Testing
import VeilTesting

/// A film is never touched while a model that is needed is missing or another one than its manifest says.
@Suite(.enabled(if: FFmpegTool.isPresent, "ffmpeg's command line is not installed"))
struct MissingModelTests {
  /// An installation without any model: the program far from its checkout, with folders that are empty.
  private struct BareInstallation {
    let folder: TemporaryFolder
    let program: String

    init() throws {
      folder = try TemporaryFolder()
      program = folder.path("veilcam")
      do {
        try FileManager.default.linkItem(atPath: CommandRun.veilcam, toPath: program)
      } catch {
        try FileManager.default.copyItem(atPath: CommandRun.veilcam, toPath: program)
      }
      for name in ["home", "cache", "models"] {
        try FileManager.default.createDirectory(atPath: folder.path(name), withIntermediateDirectories: true)
      }
    }

    func run(_ arguments: [String], models: String = "") async throws -> CommandRun {
      var setting = CommandRun.Setting()
      setting.environment = [
        "HOME": folder.path("home"), "XDG_CACHE_HOME": folder.path("cache"), "VEILCAM_MODELS": models,
      ]
      return try await CommandRun.run(program, arguments, setting)
    }
  }

  private static let sentence =
    "is missing; fetch it with: veilcam models pull (or name a folder with --models or VEILCAM_MODELS)\n"

  @Test(arguments: ["nothing named", "--models", "VEILCAM_MODELS"])
  func noModels(way: String) async throws {
    let desk = try FilmDesk(.noAudio)
    let place = try BareInstallation()
    let empty = place.folder.path("models")
    let run = try await place.run(
      ["protect", desk.film, "--output", desk.output] + (way == "--models" ? ["--models", empty] : []),
      models: way == "VEILCAM_MODELS" ? empty : "")
    expectFailure(run, saying: "for role", leaving: desk.results)
    #expect(
      run.errors.wholeMatch(of: /Error: model [^ ]+ for role (detector|face|plate) (.*\n)/)?.2 == Self.sentence[...])
    #expect(desk.folder.names == ["noAudio.mp4"])
  }

  /// Every role that a policy needs is asked for, and no other.
  @Test(arguments: [("person", "detector"), ("face", "face"), ("plate", "plate")])
  func oneRole(category: String, role: String) async throws {
    let desk = try FilmDesk(.noAudio)
    let run = try await BareInstallation().run(
      ["protect", desk.film, "--output", desk.output, "--categories", category])
    expectFailure(run, saying: "for role \(role) is missing", leaving: desk.results)
  }

  @Test(.enabled(if: SharedMaterial.hasModels, "no models in ../shared")) func wrongHash() async throws {
    let desk = try FilmDesk(.noAudio)
    let models = try SharedMaterial.copyOfModels()
    for file in try models.files(in: "face") {
      var data = try Data(contentsOf: file)
      data[data.count / 2] ^= 1
      try data.write(to: file)
    }
    let run = try await BareInstallation().run(
      ["protect", desk.film, "--output", desk.output, "--models", models.url.path])
    expectFailure(run, saying: "has SHA-", "instead of", "veilcam models pull", leaving: desk.results)
  }

  @Test func doctorAndVerifySayWhatIsMissing() async throws {
    let place = try BareInstallation()
    let verify = try await place.run(["models", "verify"])
    expectFailure(verify, saying: "veilcam models pull")
    let doctor = try await place.run(["doctor"])
    expectFailure(doctor, saying: "missing")
    #expect(doctor.output.contains("veilcam models pull"))
  }
}
