import Foundation
import Testing
import VeilTesting

/// `--help` of every command is as it was recorded; see CONTRIBUTING.md for recording it anew.
@Suite struct HelpTests {
  /// A command as the program describes itself (`--experimental-dump-help`).
  private struct Command: Decodable {
    let commandName: String
    let subcommands: [Command]?

    /// Arguments that lead to this command and to all below it, `help` itself left out.
    func paths(after above: [String] = []) -> [[String]] {
      [above]
        + (subcommands ?? []).filter { $0.commandName != "help" }.flatMap { $0.paths(after: above + [$0.commandName]) }
    }
  }

  private struct Dump: Decodable {
    let command: Command
  }

  @Test func everyCommand() async throws {
    let dump = try await CommandRun.veilcam(["--experimental-dump-help"])
    let paths = try JSONDecoder().decode(Dump.self, from: Data(dump.output.utf8)).command.paths()
    #expect(paths.count > 5)
    var setting = CommandRun.Setting()
    setting.environment = ["COLUMNS": "100"]
    for path in paths {
      let help = try await CommandRun.veilcam(path + ["--help"], setting)
      #expect(help.status == 0)
      let name = (["veilcam"] + path).joined(separator: "-") + ".txt"
      #expect(throws: Never.self) { try Snapshot.check(help.output, named: name) }
    }
  }

  @Test func everyCommandShowsExamples() async throws {
    for path in [
      ["protect"], ["detections", "show"], ["detections", "export"], ["demo", "protect"], ["models"], ["doctor"],
    ] {
      let help = try await CommandRun.veilcam(path + ["--help"])
      #expect(
        help.output.contains("Examples:\n    veilcam \(path[0])")
          || help.output.contains("Examples:\n  veilcam \(path[0])"))
    }
  }
}
