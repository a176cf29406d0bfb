import Cryptography
import Foundation
import Testing
import VeilCloudAPI
import VeilTesting

/// schemathesis makes requests of all kinds out of the document, and looks whether a live cloud answers as it says.
@Suite(
  "The live API and its document", .serialized,
  .enabled(if: LiveLedger.isPossible && Schemathesis.program != nil, "needs Scripts/setup --test"))
struct SchemaTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  @Test("agree for more than a thousand requests, good and bad")
  func agreement() async throws {
    let cloud = try await LiveCloud(["--rate", "100000"])
    let document = Self.root.appending(path: "docs/openapi.yaml").path
    let run = try await Self.run(document, cloud, ["--max-examples", "20"])
    #expect(run.status == 0, "\(run.transcript)")
    #expect(run.output.contains("Tested: 27"), "\(run.transcript)")
    #expect(try await cloud.client.logHead(.records).size == 0)
  }

  @Test("a document that says something else is found out")
  func disagreement() async throws {
    let cloud = try await LiveCloud(["--rate", "100000"])
    let text = try String(contentsOf: Self.root.appending(path: "docs/openapi.yaml"), encoding: .utf8)
    let other = text.replacing("status: { type: string, enum: [ok] }", with: "status: { type: string, enum: [well] }")
    #expect(other != text)
    let document = try cloud.folder.write(Array(other.utf8), to: "other.yaml")
    let run = try await Self.run(document, cloud, ["--max-examples", "2", "--include-path", "/healthz"])
    #expect(run.status == 1, "\(run.transcript)")
    #expect(run.output.contains("is not one of"), "\(run.transcript)")
  }

  private static func run(_ document: String, _ cloud: LiveCloud, _ arguments: [String]) async throws -> CommandRun {
    var setting = CommandRun.Setting()
    setting.folder = cloud.folder.url.path
    setting.limit = 300
    let configuration = root.appending(path: "Tests/VeilCloudTests/schemathesis.toml").path
    return try await CommandRun.run(
      try #require(Schemathesis.program),
      [
        "--config-file", configuration, "run", document, "--url", cloud.address, "--seed", "20261126", "--phases",
        "examples,coverage,fuzzing", "--checks", "all", "--continue-on-failure", "--no-shrink",
        "--generation-database", "none",
      ] + arguments, setting)
  }
}
