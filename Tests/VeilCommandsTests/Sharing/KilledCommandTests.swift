import Cryptography
import Ethereum
import Foundation
import Synchronization
import Testing
import VeilAgent
import VeilLedger
import VeilTesting

@testable import VeilCommands

/// `veilcam request`, `approve` and `redeem` as people type them, each killed while its transaction is on its way and
/// typed again.
@Suite(.enabled(if: JoinedWorld.isPossible, "ffmpeg or the embedded ledger's Python is not installed"))
struct KilledCommandTests {
  private let world: JoinedWorld
  private let owner: Address

  init() async throws {
    world = try await JoinedWorld()
    try world.record()
    try world.mark()
    for _ in 0..<100 where try world.incident()?.state != .done { try await world.agent().once() }
    owner = try OwnerKeys(seed: world.system.parties.ownerSeed).name
    let keys = world.folder.path("keystore")
    try FileManager.default.createDirectory(atPath: keys, withIntermediateDirectories: true)
    let password = try SecretBytes(copying: Array("secret".utf8))
    let parties = world.system.parties
    for key in [parties.ownerSeed, parties.owner, parties.requester] {
      try await KeystoreWorker.shared.make(key, password: password).write(to: "\(keys)/\(key.address).json")
    }
    // The counter of incident indices lies beside the seed's keystore.
    let counter = SlotCounter(of: owner, in: world.system.settings.folder)
    try FileManager.default.copyItem(atPath: counter.path, toPath: SlotCounter(of: owner, in: keys).path)
  }

  @Test func everyCommandIsKilledAndTypedAgain() async throws {
    let evidence = try #require(try world.incident()?.evidence)
    try await killed(["request", evidence, "--reward", "0.01"], by: .requester)
    let row = try #require(try await json(["requests"], by: .requester).first)
    let request = try #require(row["request"]?.string)
    #expect(row["state"]?.string == "requested")
    try await killed(["approve", request, "--fund"], by: .owner)
    // The transfer or the approval was on its way; the same again sees it through.
    let again = try await run(["approve", request, "--fund"], by: .owner)
    #expect(again.status == 0 || again.errors.contains("approved"), "\(again.transcript)")
    try await killed(["redeem", request, "--output", world.folder.path("films"), "--quiet"], by: .requester)
    let redeemed = try await run(
      ["redeem", request, "--output", world.folder.path("films"), "--quiet"], by: .requester)
    #expect(redeemed.status == 0, "\(redeemed.transcript)")
    let withdrawal = ["withdraw", request, "--to", world.system.parties.owner.address.description]
    let withdrawn = try await run(withdrawal, by: .owner)
    #expect(withdrawn.status == 0, "\(withdrawn.transcript)")
    let events = try await world.events()
    #expect(events[.requestCreated] == 1 && events[.approved] == 1 && events[.settled] == 1, "\(events)")
    let twice = try await run(withdrawal, by: .owner)
    #expect(twice.status == 1, "\(twice.transcript)")
  }

  private enum Party { case owner, requester }

  private func arguments(_ party: Party) -> [String] {
    let parties = world.system.parties
    let account = party == .owner ? parties.owner : parties.requester
    return [
      "--ledger", world.system.ledgerAddress.absoluteString, "--cloud", world.system.cloudAddress, "--keystore",
      world.folder.path("keystore"), "--password-file", world.folder.path("secret.txt"), "--state", state(party),
      "--account", account.address.description,
    ] + (party == .owner ? ["--owner", owner.description] : [])
  }

  private func state(_ party: Party) -> String { world.folder.path("desk-\(party)") }

  private func run(_ words: [String], by party: Party) async throws -> CommandRun {
    try await CommandRun.veilcam(words + arguments(party))
  }

  private func json(_ words: [String], by party: Party) async throws -> [JSON] {
    let run = try await run(words + ["--json"], by: party)
    #expect(run.status == 0, "\(run.transcript)")
    return try JSON(parsing: Array(run.output.utf8)).array ?? []
  }

  /// Runs a command on a ledger that takes transactions and mines none, and kills it when it has sent one.
  private func killed(_ words: [String], by party: Party) async throws {
    let node = world.system.node
    _ = try await node.client.call("evm_setAutomine", [.bool(false)])
    let outbox = state(party) + "/outbox"
    let before = Self.count(outbox)
    let since = Mutex<ContinuousClock.Instant?>(nil)
    var setting = CommandRun.Setting()
    setting.killWhen = {
      guard Self.count(outbox) > before else { return false }
      return since.withLock { since in
        since = since ?? .now
        return since.map { ContinuousClock.now - $0 > .milliseconds(400) } ?? false
      }
    }
    let run = try await CommandRun.veilcam(words + arguments(party), setting)
    #expect(run.status == 128 + SIGKILL, "\(run.transcript)")
    _ = try await node.client.call("evm_setAutomine", [.bool(true)])
  }

  private static func count(_ folder: String) -> Int {
    (try? FileManager.default.contentsOfDirectory(atPath: folder).count) ?? 0
  }
}
