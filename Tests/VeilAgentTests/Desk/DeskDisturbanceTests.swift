import Cryptography
import Ethereum
import Foundation
import Synchronization
import Testing
import VeilEvidence
import VeilTesting

@testable import VeilAgent

/// Clocks that are wrong, processes that are killed, answers that are lost.
@Suite struct DeskDisturbanceTests {
  // MARK: Clocks

  /// Half an hour before the end a clock that is an hour fast says that it is over; the ledger's time counts.
  @Test(arguments: [3_600, -3_600] as [Int64]) func aDisputeIsInTimeByTheLedgersClock(error: Int64) async throws {
    let world = try await DeskWorld.make(flaw: .wrongKeyCommitment, clockError: error)
    let request = try await world.approved()
    world.ledger.advance(seconds: 3 * 86_400 - 1_800)
    #expect(try await world.requester.dispute(request).dispute.kind == .badKey)
    let late = try await DeskWorld.make(flaw: .wrongKeyCommitment, clockError: error)
    let second = try await late.approved()
    late.ledger.advance(seconds: 3 * 86_400 + 1)
    let refusal = await #expect(throws: DeskError.self) { try await late.requester.dispute(second) }
    #expect(refusal?.code == .wrongState)
    #expect(late.ledger.sent.filter { $0.hasPrefix("prove") }.isEmpty)
  }

  @Test(arguments: [3_600, -3_600] as [Int64]) func everythingEndsWithAClockThatIsWrong(error: Int64) async throws {
    let world = try await DeskWorld.make(clockError: error)
    let request = try await world.approved()
    _ = try await world.requester.redeem(request, into: world.films)
    #expect(try await world.ledger.request(at: request).state == .settled)
    let silent = try await world.approved()
    world.ledger.advance(seconds: 3 * 86_400 - 1_800)
    await #expect(throws: DeskError.self) { try await world.owner.settle(silent) }
    world.ledger.advance(seconds: 1_801)
    _ = try await world.owner.settle(silent)
    let unanswered = try await world.requester.request(
      world.incident.evidence.address, rendition: .protected, reward: nil, reason: ""
    ).address
    _ = try await world.requester.refund(unanswered)
    #expect(try await world.ledger.requests().map(\.state) == [.settled, .settled, .cancelled])
  }

  // MARK: Processes

  /// The process is killed in the middle of a download; the next one goes on where it stopped.
  @Test(arguments: [1, 5, 40]) func aKilledDownloadGoesOn(parts: Int) async throws {
    let world = try await DeskWorld.make()
    let request = try await world.approved()
    let root = world.incident.evidence.binding.protected.ciphertextRoot
    let blob = try #require(world.incident.blobs[root])
    let size = try Data(contentsOf: URL(filePath: blob)).count
    let setting = [blob, world.films, root.hex, "\(parts)"]
    await #expect(processExitsWith: .signal(SIGKILL)) { [setting = setting as [String]] in
      try await DeskDisturbanceTests.fetchAndDie(
        blob: setting[0], folder: setting[1], root: setting[2], after: Int(setting[3]) ?? 0)
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: world.films)
    #expect(names == [".\(root.hex).fetch.partial"])
    let fetched = min(size, parts * 4_096)
    let redemption = try await world.requester.redeem(request, into: world.films)
    #expect(redemption.films.count == 1)
    #expect(world.cloud.state.withLock { $0.served } == size - fetched)
    #expect(try FileManager.default.contentsOfDirectory(atPath: world.films).allSatisfy { !$0.hasSuffix(".partial") })
  }

  /// Runs in a process of its own.
  static func fetchAndDie(blob: String, folder: String, root: String, after parts: Int) async throws {
    let bytes = Array(try Data(contentsOf: URL(filePath: blob)))
    let root = try #require(Hash256(hex: root))
    _ = try await BlobFetcher(folder: folder).fetch(
      root,
      from: { offset, body in
        for part in 0... {
          if part == parts || offset + part * 4_096 >= bytes.count { raise(SIGKILL) }
          let start = offset + part * 4_096
          try body(Array(bytes[start..<min(bytes.count, start + 4_096)]), bytes.count)
        }
        return bytes.count
      }, progress: nil)
  }

  /// What a process left that was killed while it opened a film.
  @Test func leftoversOfAnOpeningAreNoFilm() async throws {
    let world = try await DeskWorld.make()
    let request = try await world.approved()
    let name = "\(world.incident.evidence.incident.value.hex.prefix(16))-protected"
    let staging = world.films + "/.opening-\(name)"
    try FileManager.default.createDirectory(atPath: staging, withIntermediateDirectories: true)
    try Data("half a film".utf8).write(to: URL(filePath: staging + "/film.mp4"))
    let film = try #require(try await world.requester.redeem(request, into: world.films).films.first)
    #expect(try Data(contentsOf: URL(filePath: film)) == Data(contentsOf: URL(filePath: world.incident.protected)))
    #expect(!FileManager.default.fileExists(atPath: staging))
  }

  /// The confirmation is in a block, and the process never learns it.
  @Test func aLostConfirmationIsNotPaidTwice() async throws {
    let world = try await DeskWorld.make()
    let request = try await world.approved()
    world.ledger.state.withLock { $0.losesNextAnswer = true }
    await #expect(throws: DeskError.self) { try await world.requester.redeem(request, into: world.films) }
    let redemption = try await world.requester.redeem(request, into: world.films)
    #expect(redemption.films.count == 1)
    #expect(world.ledger.sent.count { $0 == "confirm" } == 1)
    #expect(try await world.credit(world.incident.evidence.owner, request) == 10_000)
  }
}
