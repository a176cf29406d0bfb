import Foundation
import Testing
import VeilTesting

/// What people meet who pull a model that is not their publisher's.
@Suite struct AccidentBadInputTests {
  private let shelf: TemporaryFolder
  private let home: TemporaryFolder

  init() throws {
    shelf = try TemporaryFolder()
    home = try TemporaryFolder()
  }

  private func pull() async throws -> CommandRun {
    var setting = CommandRun.Setting()
    setting.environment = ["HOME": home.url.path, "XDG_DATA_HOME": ""]
    let key = String(repeating: "ab", count: 32)
    return try await CommandRun.veilcam(["accident", "pull", "--from", shelf.url.path, "--publisher", key], setting)
  }

  @Test(arguments: [
    (
      #"{"format":"veilcam-accident-model","version":1,"created":1,"head":"e30=","signature":"\#(Self.signature)"}"#,
      "does not carry the publisher's signature"
    ),
    (#"{"format":"veilcam-accident-model","version":1}"#, "is no published model"), ("", "is no published model"),
  ])
  func nothingIsInstalled(content: String, words: String) async throws {
    _ = try shelf.write(content.utf8, to: "1.model.json")
    let run = try await pull()
    #expect(run.status == 1, "\(run.transcript)")
    #expect(run.errors.contains(words), "\(run.transcript)")
    #expect(run.errorLines.filter { !$0.isEmpty }.count == 1, "\(run.transcript)")
    #expect(run.output.isEmpty)
    #expect(home.names.isEmpty)
  }

  private static let signature = Data(repeating: 7, count: 64).base64EncodedString()
}
