import Foundation
import Testing
import VeilAgent
import VeilTesting

@testable import VeilCommands

/// `veilcam demo share` and `veilcam up`: the whole system with one command.
@Suite(
  .enabled(if: JoinedWorld.isPossible, "ffmpeg or the embedded ledger's Python is not installed"), .serialized)
struct ShareDemoTests {
  /// What the command prints with `--json`.
  private struct Result: Decodable {
    struct Step: Decodable {
      let algorithm: Int
      let name: String
      let hash: String?
      let gas: Int?
      let bytes: Int?
    }

    let isEqual: Bool
    let opened, protected: String
    let steps: [Step]
  }

  private func film(in folder: TemporaryFolder, seconds: Int = 4) throws -> String {
    let film = folder.path("drive.mp4")
    try FFmpegTool.run([
      "-f", "lavfi", "-i", "testsrc2=s=320x180:r=10:d=\(seconds)", "-f", "lavfi", "-i", "sine=d=\(seconds)", "-c:v",
      "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "10", "-c:a", "aac", film,
    ])
    return film
  }

  @Test func allFourAlgorithmsOnTheParts() async throws {
    let folder = try TemporaryFolder()
    let film = try film(in: folder)
    var settings = LocalSystem.Settings(folder: folder.path("system"))
    settings.cloudPort = 0
    let output = folder.url.appending(path: "results")
    try FileManager.default.createDirectory(at: output, withIntermediateDirectories: true)
    let protector = BoxDetector.protector
    // Twice in one folder: the second run finds chain, keys and contracts.
    for round in 0..<2 {
      let result = try await LocalSystem.run(settings) { system in
        let steps = StepRecorder(node: system.node) { _, _ in }
        return try await ShareDemo(system: system, film: film, output: output, protector: protector, steps: steps)
          .run()
      }
      #expect(result.isEqual)
      #expect(try Data(contentsOf: URL(filePath: result.opened)) != Data(contentsOf: URL(filePath: film)))
      #expect(Set(result.steps.map(\.algorithm)) == (round == 0 ? [0, 1, 2, 3, 4] : [1, 2, 3, 4]))
      let gas = Dictionary(
        result.steps.compactMap { step in step.gas.map { (step.name, $0) } }, uniquingKeysWith: { $1 })
      #expect(gas["evidence contract"] ?? .max <= 120_000)
      #expect(gas["confirm"] ?? .max <= 60_000)
      #expect(result.steps.contains { $0.name == "no approval, no film" })
    }
  }

  @Test(.enabled(if: SharedMaterial.hasModels, "no models in ../shared"))
  func theCommand() async throws {
    let folder = try TemporaryFolder()
    let film = try film(in: folder)
    let run = try await CommandRun.veilcam([
      "demo", "share", "--film", film, "--output", folder.path("out"), "--method", "cartoon", "--json",
    ])
    #expect(run.status == 0, "\(run.transcript)")
    let result = try JSONDecoder().decode(Result.self, from: Data(run.output.utf8))
    #expect(result.isEqual)
    #expect(FileManager.default.contentsEqual(atPath: result.opened, andPath: result.protected))
    #expect(result.steps.filter { $0.gas != nil }.count > 10)
  }

  @Test func aFilmThatIsNone() async throws {
    let folder = try TemporaryFolder()
    let film = try folder.write("no film".utf8, to: "drive.mp4")
    let run = try await CommandRun.veilcam(["demo", "share", "--film", film, "--output", folder.path("out")])
    #expect(run.status == 1, "\(run.transcript)")
    #expect(run.errorLines.filter { !$0.isEmpty }.count == 1, "\(run.transcript)")
    #expect(folder.names == ["drive.mp4"])
  }

  @Test func anotherLedgerNeedsMoneyAndAFolder() async throws {
    let usage = try await CommandRun.veilcam(["demo", "share", "--ledger", "http://127.0.0.1:1", "--film", "a.mp4"])
    #expect(usage.status == 64 && usage.errors.contains("--data"), "\(usage.transcript)")
    let world = try await JoinedWorld()
    let run = try await CommandRun.veilcam([
      "up", "--data", world.folder.path("poor"), "--ledger", world.system.ledgerAddress.absoluteString,
      "--cloud-port", "0", "--desk-port", "0",
    ])
    #expect(run.status == 1 && run.errors.contains("have no money"), "\(run.transcript)")
  }

  @Test func upServesEverythingAndEnds() async throws {
    let folder = try TemporaryFolder()
    var setting = CommandRun.Setting()
    let addresses = folder.path("addresses.json")
    setting.interruptWhen = { [addresses] in
      (try? String(contentsOfFile: addresses, encoding: .utf8))?.contains("requesterDesk") ?? false
    }
    let run = try await CommandRun.run(
      "/bin/sh",
      [
        "-c",
        "exec \"$0\" up --data \"$1\" --cloud-port 0 --ledger-port 0 --desk-port 0 --json > \"$2\"",
        CommandRun.veilcam, folder.path("up"), addresses,
      ], setting)
    #expect(run.status == 0 && !run.timedOut, "\(run.transcript)")
    let parts = try JSONDecoder().decode([String: String].self, from: try Data(contentsOf: URL(filePath: addresses)))
    #expect(Set(parts.keys) == ["ledger", "cloud", "ownerDesk", "requesterDesk", "recordings", "camera"])
  }
}
