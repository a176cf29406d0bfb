import Cryptography
import Foundation
import Testing
import VeilAgent
import VeilEvidence
import VeilTesting

/// What is left of the agent's state when the disk, the files or a second agent do what they can.
@Suite(.enabled(if: FFmpegTool.isPresent, Comment(rawValue: FFmpegTool.absence)))
struct StateTests {
  @Test func aDamagedQueueIsRefusedWithASentence() async throws {
    let world = try DashcamWorld()
    let path = try StateFolder(path: world.statePath).database
    for name in [path, path + "-wal", path + "-shm"] { try? FileManager.default.removeItem(atPath: name) }
    try Data((0..<40_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }).write(to: URL(filePath: path))
    let error = #expect(throws: AgentError.self) { try world.store() }
    #expect(error?.code == .damagedState)
  }

  @Test func aLostKeyBeginsANewChainAndSaysSo() async throws {
    let world = try DashcamWorld()
    try world.record(0)
    _ = try await world.recorder().round(takesAll: true)
    let device = try #require(try world.store().currentDevice()?.device)
    DeviceKeys(try StateFolder(path: world.statePath)).remove(device)
    try world.record(1)
    #expect(try await world.recorder().round(takesAll: true) == 1)
    #expect(world.events(.keyLost).count == 1)
    #expect(try world.numbers() == [0, 0])
    #expect(try world.store().currentDevice()?.device != device)
  }

  @Test func keysAreForTheirOwnerOnly() async throws {
    let world = try DashcamWorld()
    try world.record(0)
    _ = try await world.recorder().round(takesAll: true)
    let keys = try StateFolder(path: world.statePath).keys
    let name = try #require(try FileManager.default.contentsOfDirectory(atPath: keys).first)
    let mode = try FileManager.default.attributesOfItem(atPath: keys + "/" + name)[.posixPermissions] as? Int
    #expect(mode == 0o600)
  }

  @Test func oneAgentAtATime() throws {
    let world = try DashcamWorld()
    let folder = try StateFolder(path: world.statePath)
    let lock = try StateLock(folder)
    let error = #expect(throws: AgentError.self) { try StateLock(folder) }
    #expect(error?.code == .inUse)
    withExtendedLifetime(lock) {}
  }

  @Test(.enabled(if: SmallDisk.isPossible, "needs root to mount"))
  func aFullDiskKeepsFilmsForLater() async throws {
    let disk = try SmallDisk(kilobytes: 512)
    let world = try DashcamWorld(statePath: disk.path("state"))
    let recorder = try world.recorder()
    try world.record(0)
    #expect(try await recorder.round(takesAll: true) == 1)
    let filler = disk.path("filler")
    _ = FileManager.default.createFile(atPath: filler, contents: nil)
    let handle = try #require(FileHandle(forWritingAtPath: filler))
    while (try? handle.write(contentsOf: Data(count: 4_096))) != nil {}
    try world.record(1)
    #expect(try await recorder.round(takesAll: true) == 0)
    #expect(!world.events(.problem).isEmpty)
    try FileManager.default.removeItem(atPath: filler)
    try handle.close()
    #expect(try await recorder.round(takesAll: true) == 1)
    #expect(try world.numbers() == [0, 1])
  }

  @Test func aPairingIsTakenInOnceAndOfOneOwnerOnly() throws {
    let world = try DashcamWorld(slots: 0..<2)
    #expect(try world.store().add(try world.owner.pairing(0..<3, chainID: 31_337, factory: .zero)) == 1)
    #expect(try world.store().slotCounts() == (3, 3))
    #expect(throws: AgentError.self) {
      try world.store().add(try world.owner.pairing(3..<4, chainID: 1, factory: .zero))
    }
    let other = try OwnerKeys(seed: try SecretKey(bytes: [UInt8](repeating: 2, count: 32)))
    #expect(throws: AgentError.self) {
      try world.store().add(try other.pairing(0..<1, chainID: 31_337, factory: .zero))
    }
  }
}
