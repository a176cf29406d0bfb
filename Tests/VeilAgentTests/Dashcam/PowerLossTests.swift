import Cryptography
import Foundation
import Synchronization
import Testing
import VeilAgent
import VeilEvidence
import VeilTesting

/// Power fails between any two durable steps; the next start goes on as if nothing had happened.
@Suite(.enabled(if: FFmpegTool.isPresent, Comment(rawValue: FFmpegTool.absence)))
struct PowerLossTests {
  private struct PowerLoss: Error {}

  /// Fails at a point, the first time.
  private static func once(_ point: FaultPoint) -> (hook: FaultHook, hasFailed: @Sendable () -> Bool) {
    let failed = Failed()
    return (
      { reached in
        guard reached == point, failed.set() else { return }
        throw PowerLoss()
      }, { failed.value }
    )
  }

  private final class Failed: Sendable {
    private let state = Mutex(false)
    var value: Bool { state.withLock { $0 } }
    func set() -> Bool {
      state.withLock { state in
        defer { state = true }
        return !state
      }
    }
  }

  @Test(arguments: FaultPoint.allCases)
  func itGoesOnAfterALossOfPower(at point: FaultPoint) async throws {
    let world = try DashcamWorld()
    let (hook, hasFailed) = Self.once(point)
    for minute in 0..<3 { try world.record(minute) }
    try world.mark(75)
    await #expect(throws: PowerLoss.self) { try await world.agent(fault: hook).once() }
    #expect(hasFailed())
    // A film that came in the dark, and two starts.
    try world.record(3)
    world.clock.pass(3_600)
    try await world.agent().once()
    world.clock.pass(3_600)
    try await world.agent().once()
    let store = try world.store()
    let all = try store.recentSegments().map(\.record)
    #expect(all.count == 4)
    for device in Set(all.map(\.record.device)) { _ = try RecordChain(all.filter { $0.record.device == device }) }
    let incidents = try store.incidents()
    #expect(incidents.map(\.state) == [.done])
    #expect(try store.slotCounts() == (4, 3))
    #expect(try store.recordCounts().unsent == 0)
    let sent = await world.cloud.records.values.flatMap(\.self)
    #expect(Set(sent) == Set(all) && sent.count == all.count)
    #expect(await world.cloud.bindings.count == 1)
    #expect(await world.cloud.complaints == [])
    let keys = try FileManager.default.contentsOfDirectory(atPath: StateFolder(path: world.statePath).keys)
    #expect(keys.count == 1)
  }

  @Test func aSealThatWasInterruptedStartsAgainWithNewCapsulesAndTheSameSlot() async throws {
    let world = try DashcamWorld()
    try world.record(0)
    try world.mark(30)
    let (hook, _) = Self.once(.protectedSealed)
    await #expect(throws: PowerLoss.self) { try await world.agent(fault: hook).once() }
    let id = try #require(try world.store().incidents().first?.id)
    let folder = try IncidentFolder(id, in: try StateFolder(path: world.statePath))
    let before = try Data(contentsOf: URL(filePath: folder.sealed(.original)))
    try await world.agent().once()
    let sent = try #require(await world.cloud.files[id]?[.original])
    #expect(Data(sent) != before)
    #expect(try await world.cloud.bindings[id]?.binding.owner == world.owner.account(0).address)
  }

  @Test func theQueueIsKeptWhileTheCloudIsAway() async throws {
    let world = try DashcamWorld()
    await world.cloud.reach(false)
    for minute in 0..<2 { try world.record(minute) }
    try world.mark(30)
    let agent = try world.agent()
    try await agent.once()
    try await agent.once()
    #expect(world.events(.offline).count == 1)
    #expect(try world.store().recordCounts().unsent == 2)
    await world.cloud.reach(true)
    // Not before the pause is over.
    try await agent.once()
    #expect(try world.store().recordCounts().unsent == 2)
    world.clock.pass(60)
    try await agent.once()
    #expect(try world.store().recordCounts().unsent == 0)
    #expect(world.events(.online).count == 1)
    #expect(try world.store().incidents().map(\.state) == [.done])
  }

  @Test(.timeLimit(.minutes(5)))
  func theProcessMayBeKilledAtAnyRecord() async throws {
    let world = try DashcamWorld()
    for minute in 0..<3 { try world.record(minute) }
    let arguments = ["dashcam", "run", "--recordings", world.recordings, "--state", world.statePath, "--once"]
    for point in [FaultPoint.segmentHashed, .keyWritten, .recordCommitted] {
      var setting = CommandRun.Setting()
      setting.environment = ["VEILCAM_FAULT": point.rawValue]
      let run = try await CommandRun.veilcam(arguments, setting)
      // After the first record there is no new key to write.
      #expect(run.status == 128 + SIGKILL || point == .keyWritten, Comment(rawValue: run.transcript))
    }
    let run = try await CommandRun.veilcam(arguments)
    #expect(run.status == 0, Comment(rawValue: run.transcript))
    #expect(try world.numbers() == [0, 1, 2])
    let status = try await CommandRun.veilcam(["dashcam", "status", "--state", world.statePath, "--json"])
    let report = try JSONDecoder().decode(AgentStatus.self, from: Data(status.output.utf8))
    #expect(report.records == 3 && report.waiting == 3 && report.freeSlots == 4)
  }
}
