import Cryptography
import Ethereum
import Foundation
import Synchronization
import Testing
import VeilAgent
import VeilCloudAPI
import VeilEvidence
import VeilLedger
import VeilTesting

@testable import VeilCommands

/// The whole of sharing while its parts are killed: afterwards the flow finishes, nothing is lost, nothing is paid twice,
/// and nothing opens without the owner's yes.
@Suite(
  .enabled(if: JoinedWorld.isPossible, "ffmpeg or the embedded ledger's Python is not installed"), .serialized)
struct JoinedFaultTests {
  /// Where the camera has had an answer of the cloud, or is about to ask for one.
  private static let uplink: [FaultPoint] = [
    .bindingCommitted, .enrolled, .recordsSent, .receiptsCommitted, .handOverSent, .handOverCommitted,
    .incidentAnnounced, .announcementCommitted, .originalUploaded, .protectedUploaded, .previewsUploaded,
    .uploadCommitted, .incidentVerified,
  ]

  @Test func cloudIsKilledAfterEveryAnswer() async throws {
    let world = try await JoinedWorld()
    try await publish(world, killing: world.cloud)
    try await share(world, killing: world.cloud)
  }

  @Test func ledgerIsKilledBesideEveryStep() async throws {
    let world = try await JoinedWorld()
    try await publish(world, killing: world.ledger)
    try await share(world, killing: world.ledger)
  }

  @Test func cameraIsKilledAtEveryStep() async throws {
    let world = try await JoinedWorld()
    try await publish(world, killing: nil)
    try await share(world, killing: nil)
  }

  /// Publishes an incident; at every step of the camera the other part, or the camera itself, is killed and comes back.
  private func publish(_ world: JoinedWorld, killing part: ServedProcess?) async throws {
    try world.record()
    try world.mark()
    let points = Mutex(Set(part == nil ? FaultPoint.allCases : Self.uplink))
    let fault: FaultHook = { point in
      guard points.withLock({ $0.remove(point) }) != nil else { return }
      guard let part else { throw PowerLoss() }
      part.kill()
    }
    for _ in 0..<120 {
      do { try await world.agent(fault: fault).once() } catch is PowerLoss {}
      if try world.incident()?.state == .done { break }
      if let part, !part.isRunning { try part.start() }
      try await Task.sleep(for: .milliseconds(100))
    }
    if let part, !part.isRunning { try part.start() }
    let incident = try #require(try world.incident())
    #expect(incident.state == .done, "\(incident.state) \(incident.problem ?? "")")
    #expect(points.withLock { $0 }.isSubset(of: [.keyWritten]), "\(points.withLock { $0 }) never came")
    let events = try await world.events()
    #expect(events[.evidenceCreated] == 1)
    #expect(events[.evidenceVerified] == 1)
    let client = try world.system.cloudClient()
    #expect(try await client.logHead(.records).size == world.system.camera().recordCounts().all)
    #expect(try await client.search(SearchQuery(from: 0, to: 253_402_300_799_999, area: .everywhere)).items.count == 1)
  }

  private struct PowerLoss: Error {}

  /// Asks, approves, opens and pays while a part is away at each step.
  private func share(_ world: JoinedWorld, killing part: ServedProcess?) async throws {
    let evidence = try #require(try world.incident()?.evidence.flatMap { try? Address($0) })
    let reward = UInt256(10_000_000_000_000_000)
    let requester = try await world.system.requesterDesk()
    let request = try await withOutage(part, of: world.ledger, world) {
      try await requester.requester.request(evidence, rendition: .protected, reward: reward, reason: "")
    }
    await #expect(throws: (any Error).self, "nothing opens without the owner's yes") { () async throws in
      _ = try await requester.requester.redeem(request.address, into: world.folder.path("early"))
    }
    #expect(world.folder.names.contains("early") == false)
    let owner = try await world.system.ownerDesk()
    let plan = try await owner.owner.funding(request.address)
    _ = try await owner.owner.fund(plan, from: owner.wallet)
    _ = try await withOutage(part, of: world.ledger, world) { try await owner.owner.approve(request.address) }
    let redemption = try await withOutage(part, of: nil, world) {
      try await requester.requester.redeem(request.address, into: world.folder.path("films"))
    }
    #expect(redemption.films.count == 1)
    let before = try await world.system.node.balance(of: plan.account)
    let paid = try await withOutage(part, of: world.ledger, world) {
      try await owner.owner.withdraw(request.address, to: plan.account)
    }
    let after = try await world.system.node.balance(of: plan.account)
    #expect(after > before && paid.gasUsed > 0)
    let events = try await world.events()
    #expect(events[.requestCreated] == 1 && events[.approved] == 1 && events[.settled] == 1, "\(events)")
    await #expect(throws: (any Error).self, "nothing is paid twice") { () async throws in
      _ = try await owner.owner.withdraw(request.address, to: plan.account)
    }
  }

  /// Does something while a part is dead, which fails, and again after it came back.
  /// - Parameter only: nil for work that needs every part; otherwise the part without which it cannot be done.
  private func withOutage<Value: Sendable>(
    _ part: ServedProcess?, of only: ServedProcess?, _ world: JoinedWorld,
    _ work: @Sendable () async throws -> Value
  ) async throws -> Value {
    guard let part, only == nil || only === part else { return try await work() }
    part.kill()
    await #expect(throws: (any Error).self) { () async throws in _ = try await work() }
    try part.start()
    return try await work()
  }
}
