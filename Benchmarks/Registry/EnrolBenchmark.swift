import BenchSupport
import Cryptography
import Ethereum
import Foundation
import GRDB
import VeilLedger
import VeilRegistry

/// `veilcam registry enroll --batch` on the embedded ledger: killed several times in the middle, typed again to
/// its end, typed once more.
struct EnrolBenchmark {
  let veilcam: String
  let people: Int
  let folder: String
  /// How often the batch is killed, and after how many seconds each time.
  let kills: Int
  let secondsToKill: Double

  func measure(into results: inout RegistryResults) async throws {
    let process = try LedgerProcess(LedgerProcess.Settings(folder: folder + "/chain", allowsTestMethods: true))
    let endpoint = try await process.start()
    do {
      results.batch = try await measure(endpoint)
    } catch {
      await process.stop()
      throw error
    }
    await process.stop()
  }

  private func measure(_ endpoint: LedgerEndpoint) async throws -> RegistryResults.Batch {
    guard let key = try DevelopmentAccounts.keys(in: folder + "/chain").first else {
      throw BenchError("the ledger has no development account")
    }
    let description = try await LedgerDeployment(node: endpoint.node(), account: LedgerAccount(key)).run(
      cloud: key.address, relayer: key.address)
    try description.write(to: folder + "/ledger.json")
    let ledger = try await EthereumLedger.connect(to: endpoint.node(), description: description)
    try makeManager()
    let identity = try run(["identity"], endpoint).output.trimmingCharacters(in: .whitespacesAndNewlines)
    _ = try run(["authorise", identity, "--data", folder + "/chain", "--fund", "9000000000000000000"], endpoint)
    _ = try run(["create"], endpoint)
    let batch = ["enroll", "--batch", folder + "/people.jsonl"]
    let killed = try await killedRuns(batch, endpoint, ledger)
    let last = try run(batch, endpoint)
    let registered = try await ledger.registryCount()
    let repeated = try run(batch, endpoint)
    guard repeated.output.contains("0 enrolled, \(people) were already"), try await ledger.registryCount() == registered
    else { throw BenchError("somebody was enrolled twice: \(repeated.output)") }
    let stored = try storedPeople()
    guard registered == UInt64(people), stored.records == people, stored.live == people else {
      throw BenchError("of \(people) people \(registered) are on the ledger, \(stored.live) in the store")
    }
    return RegistryResults.Batch(
      people: people, killedAt: killed, secondsOfLast: last.wallSeconds, registered: registered, stored: stored.live,
      secondsRepeated: repeated.wallSeconds)
  }

  /// Runs that SIGKILL ends in the middle.
  /// - Returns: how many people are on the ledger after each.
  private func killedRuns(
    _ batch: [String], _ endpoint: LedgerEndpoint, _ ledger: EthereumLedger
  ) async throws -> [UInt64] {
    var counts: [UInt64] = []
    for _ in 0..<kills {
      let killed = try run(batch, endpoint, killedAfter: secondsToKill)
      guard killed.status != 0 else { throw BenchError("the batch was done before it could be killed") }
      counts.append(try await ledger.registryCount())
    }
    return counts
  }

  /// Records in the store: all that were ever written, and those that are in use.
  private func storedPeople() throws -> (records: Int, live: Int) {
    try RegistryStore(path: folder + "/batch-registry/registry.sqlite").database.read { database in
      let count = { try Int.fetchOne(database, sql: "SELECT count(*) FROM record" + $0) ?? 0 }
      return (try count(""), try count(" WHERE state = 'live'"))
    }
  }

  private func makeManager() throws {
    let password = try SecretBytes(copying: Array("secret".utf8))
    try Keystore(try SecretKey.generate(), password: password, cost: .light).write(to: folder + "/manager.json")
    try PrivateFile.write(Array("secret\n".utf8), to: folder + "/secret.txt")
    let lines = (0..<people).map { number in
      #"{"name":"person \#(number)","plate":"\#(number)가1234","risk":\#(number % 101),"suspect":false,"until":"2030-01-01"}"#
    }
    try PrivateFile.write(Array(lines.joined(separator: "\n").utf8), to: folder + "/people.jsonl")
  }

  private func run(
    _ words: [String], _ endpoint: LedgerEndpoint, killedAfter seconds: Double? = nil
  ) throws -> MeasuredProcess {
    let killer = seconds.map { ["timeout", "-s", "KILL", "\($0)"] } ?? []
    let process = try MeasuredProcess.run(
      killer + [veilcam, "registry"] + words + [
        "--registry", folder + "/batch-registry", "--ledger", endpoint.url.absoluteString, "--ledger-description",
        folder + "/ledger.json", "--key", folder + "/manager.json", "--password-file", folder + "/secret.txt",
      ])
    guard process.status == 0 || seconds != nil else { throw BenchError("\(words[0]) failed: \(process.output)") }
    return process
  }
}
