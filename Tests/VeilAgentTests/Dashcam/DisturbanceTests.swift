import Cryptography
import Foundation
import Testing
import VeilAgent
import VeilEvidence
import VeilTesting

/// A cloud that forgets, answers that are lost, clocks that are wrong.
@Suite(.enabled(if: FFmpegTool.isPresent, Comment(rawValue: FFmpegTool.absence)))
struct DisturbanceTests {
  // MARK: Gaps

  @Test(arguments: [0...0, 1...2, 0...2] as [ClosedRange<UInt32>])
  func recordsThatTheCloudHasLostAreSentAgain(lost: ClosedRange<UInt32>) async throws {
    let world = try DashcamWorld()
    for minute in 0..<4 { try world.record(minute) }
    let agent = try world.agent()
    try await agent.once()
    let device = try #require(try world.store().currentDevice()?.device)
    await world.cloud.forget(lost, of: device)
    // The cloud notices with the next record.
    try world.record(4)
    try await agent.once()
    let sent = await world.cloud.records[device] ?? []
    #expect(sent.map(\.record.number) == [0, 1, 2, 3, 4])
    #expect(try world.store().recordCounts().unsent == 0)
    #expect(world.events(.problem).map(\.message).contains { $0.contains("sent again") })
    #expect(await world.cloud.complaints == [])
  }

  /// The cloud may lose the same records once more.
  @Test func aGapThatComesBackIsFilledAgain() async throws {
    let world = try DashcamWorld()
    let agent = try world.agent()
    for minute in 0..<3 { try world.record(minute) }
    try await agent.once()
    let device = try #require(try world.store().currentDevice()?.device)
    for minute in 3..<5 {
      await world.cloud.forget(1...1, of: device)
      try world.record(minute)
      try await agent.once()
      #expect(await world.cloud.records[device]?.count == minute + 1)
    }
  }

  /// A gap that cannot be filled, or a cloud that claims one for ever, does not keep the agent busy.
  @Test(arguments: [true, false]) func aGapThatStaysIsNamedAndLeft(isKnown: Bool) async throws {
    let world = try DashcamWorld()
    let agent = try world.agent()
    for minute in 0..<3 { try world.record(minute) }
    try await agent.once()
    let device = isKnown ? try #require(try world.store().currentDevice()?.device) : try SecretKey.generate().address
    await world.cloud.claim(RecordGap(device: device, numbers: 0...1))
    try world.record(3)
    try await agent.once()
    #expect(try world.store().recordCounts().unsent == 0)
    #expect(world.events(.problem).count { $0.message.contains("cannot give them") } == 1)
    #expect(world.events(.sent).count == (isKnown ? 3 : 2))
  }

  // MARK: Messages

  /// Everything is done twice where the answer was lost, and counts once.
  @Test(arguments: [2, 3, 5]) func lostAnswersChangeNothing(every: Int) async throws {
    let world = try DashcamWorld()
    for minute in 0..<5 { try world.record(minute) }
    try world.mark(75)
    await world.cloud.loseAnswers(every: every)
    let agent = try world.agent()
    for _ in 0..<40 {
      try await agent.once()
      world.clock.pass(1_500)
    }
    #expect(try world.store().incidents().map(\.state) == [.done])
    let records = await world.cloud.records
    #expect(Set(records.values.flatMap(\.self)).count == 5)
    for list in records.values { _ = try RecordChain(list) }
    #expect(await world.cloud.bindings.count == 1)
    #expect(await world.cloud.complaints == [])
    #expect(try world.store().slotCounts() == (4, 3))
  }

  // MARK: Clocks

  /// The clock is set by an hour while an incident is under way; it goes out all the same, once, and its chain holds.
  @Test(arguments: [3_600.0, -3_600]) func aClockThatIsSetByAnHourLosesNothing(seconds: Double) async throws {
    let world = try DashcamWorld()
    var settings = world.settings
    settings.publishDelay = 60
    let agent = try world.agent(settings)
    for minute in 0..<3 { try world.record(minute) }
    try world.mark(75)
    try await agent.once()
    #expect(try world.store().incidents().map(\.state) == [.bound])
    world.clock.jump(seconds)
    try world.record(3)
    try await agent.once()
    for _ in 0..<3 {
      world.clock.pass(1_800)
      try await agent.once()
    }
    #expect(try world.store().incidents().map(\.state) == [.done])
    #expect(await world.cloud.bindings.count == 1)
    let all = try world.store().recentSegments().map(\.record)
    for device in Set(all.map(\.record.device)) { _ = try RecordChain(all.filter { $0.record.device == device }) }
    #expect(await world.cloud.complaints == [])
  }

  // MARK: Attestation

  @Test func aProgramAttestsTheKey() async throws {
    let folder = try TemporaryFolder()
    let device = try SecretKey.generate().address
    let good = try Self.program("read device; printf 'maker.v1\\nfor %s' \"$device\"", in: folder)
    let answer = try await ProgramAttestor(path: good).attest(device)
    #expect(answer.format == "maker.v1")
    #expect(answer.statement == Array("for \(device)".utf8))
    for script in ["exit 3", "echo", "printf nothing", "head -c 100000 /dev/zero", "sleep 60", "kill -9 $$"] {
      let bad = try ProgramAttestor(path: try Self.program(script, in: folder), patience: 2)
      let error = await #expect(throws: AgentError.self) { try await bad.attest(device) }
      #expect(error?.code == .unreachable)
    }
    #expect(throws: AgentError.self) { try ProgramAttestor(path: folder.path("none")) }
  }

  private static func program(_ script: String, in folder: TemporaryFolder) throws -> String {
    let path = try folder.write(Array("#!/bin/sh\n\(script)\n".utf8), to: "attestor-\(UUID().uuidString)")
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
    return path
  }
}
