import Cryptography
import Ethereum
import Foundation
import Testing
import VectorTesting

@Suite struct LogFollowerTests {
  private let clock = ImmediateClock()

  private func follower(
    _ chain: SimulatedChain, from start: UInt64 = 0, store: any LogCursorStore = MemoryCursorStore(),
    _ settings: LogFollower.Settings = .init()
  ) -> LogFollower {
    let client = RPCClient(transport: SimulatedTransport(chain: chain), clock: clock, timeout: nil, retries: .never)
    return LogFollower(EthereumNode(client), filter: LogFilter(), from: start, store: store, settings: settings)
  }

  /// The changes of one reading, as “+7” for a log that was added and “-7” for one that was removed.
  private func changes(_ follower: LogFollower) async throws -> [String] {
    var seen = [String]()
    try await follower.advance { seen += Self.names($0) }
    return seen
  }

  private static func names(_ change: LogChange) -> [String] {
    let sign =
      switch change {
      case .added: "+"
      case .removed: "-"
      }
    return change.logs.map { sign + (UInt256.description(of: $0.topics[0])) }
  }

  @Test func logsComeInOrderAndOnce() async throws {
    let chain = SimulatedChain()
    await chain.mine([1, 2])
    await chain.mine()
    await chain.mine([3])
    let follower = follower(chain)
    #expect(try await changes(follower) == ["+1", "+2", "+3"])
    #expect(try await changes(follower) == [])
    await chain.mine([4])
    #expect(try await changes(follower) == ["+4"])
  }

  @Test func aReorganisationOfThreeBlocksIsTakenBack() async throws {
    let chain = SimulatedChain()
    for topic: UInt64 in 1...5 { await chain.mine([topic, topic + 100]) }
    let follower = follower(chain)
    _ = try await changes(follower)
    await chain.drop(3)
    for topic: UInt64 in [13, 14, 15, 16] { await chain.mine([topic]) }
    #expect(
      try await changes(follower) == ["-105", "-5", "-104", "-4", "-103", "-3", "+13", "+14", "+15", "+16"])
    #expect(try await changes(follower) == [])
  }

  @Test func aReorganisationToAShorterChainIsTakenBack() async throws {
    let chain = SimulatedChain()
    for topic: UInt64 in 1...5 { await chain.mine([topic]) }
    let follower = follower(chain)
    _ = try await changes(follower)
    await chain.drop(3)
    await chain.mine([13])
    #expect(try await changes(follower) == ["-5", "-4", "-3", "+13"])
  }

  @Test func aNodeThatIsBehindIsNoReorganisation() async throws {
    let chain = SimulatedChain()
    for topic: UInt64 in 1...5 { await chain.mine([topic]) }
    let store = MemoryCursorStore()
    _ = try await changes(follower(chain, store: store))
    let blocks = await chain.blocks
    // Another node of the same chain that has not got the last two blocks.
    let behind = SimulatedChain()
    await behind.adopt(Array(blocks.dropLast(2)))
    #expect(try await changes(follower(behind, store: store)) == [])
    await chain.mine([6])
    #expect(try await changes(follower(chain, store: store)) == ["+6"])
  }

  @Test func aReorganisationWhileReadingIsNoticed() async throws {
    let chain = SimulatedChain()
    for topic: UInt64 in 1...4 { await chain.mine([topic]) }
    let follower = follower(chain)
    // When the logs of block 3 are asked for, blocks 3 and 4 have just been exchanged.
    await chain.interrupt { method, chain in
      guard method == "eth_getLogs", chain.calls.count(where: { $0 == "eth_getLogs" }) == 4 else { return }
      chain.interrupt(nil)
      chain.drop(2)
      chain.mine([13])
      chain.mine([14])
      chain.mine([15])
    }
    #expect(try await changes(follower) == ["+1", "+2", "+13", "+14", "+15"])
  }

  @Test func followingResumesFromAStoredBlock() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("cursor-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("cursor.json").path
    let chain = SimulatedChain()
    for topic: UInt64 in 1...5 { await chain.mine([topic]) }
    #expect(try await changes(follower(chain, store: FileCursorStore(path: path))).count == 5)
    // After a restart, also what was read before it is taken back.
    await chain.drop(3)
    for topic: UInt64 in 13...16 { await chain.mine([topic]) }
    let resumed = follower(chain, store: FileCursorStore(path: path))
    #expect(try await changes(resumed) == ["-5", "-4", "-3", "+13", "+14", "+15", "+16"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["cursor.json"])
    try Data("{\"version\":1,\"next\":\"0x5\"".utf8).write(to: URL(fileURLWithPath: path))
    await #expect(throws: EthereumError.self) { try await changes(resumed) }
  }

  @Test func whatWasNotHandledComesAgain() async throws {
    struct Failure: Error {}
    let chain = SimulatedChain()
    for topic: UInt64 in 1...3 { await chain.mine([topic]) }
    let follower = follower(chain)
    var seen = [String]()
    await #expect(throws: Failure.self) {
      try await follower.advance { change in
        if change.logs.first?.topics == [SimulatedChain.topic(2)] { throw Failure() }
        seen += Self.names(change)
      }
    }
    #expect(seen == ["+1"])
    #expect(try await changes(follower) == ["+2", "+3"])
  }

  @Test func catchingUpAsksForLessWhereTheNodeRefuses() async throws {
    let chain = SimulatedChain()
    for topic: UInt64 in 1...200 { await chain.mine(topic.isMultiple(of: 10) ? [topic] : []) }
    await chain.change { $0.logRange = 16 }
    let follower = follower(chain, .init(depth: 8, chunk: 100))
    #expect(try await changes(follower) == (1...20).map { "+\($0 * 10)" })
    let calls = await chain.calls.count { $0 == "eth_getLogs" }
    #expect(calls < 40)
    // The window behind the head still knows what to take back.
    await chain.drop(1)
    await chain.mine([7])
    #expect(try await changes(follower) == ["-200", "+7"])
  }

  @Test func aReorganisationBelowTheWindowIsAnError() async throws {
    let chain = SimulatedChain()
    for topic: UInt64 in 1...20 { await chain.mine([topic]) }
    let follower = follower(chain, .init(depth: 4))
    _ = try await changes(follower)
    await chain.drop(10)
    for topic: UInt64 in 30...45 { await chain.mine([topic]) }
    await expect(.reorganisedTooDeep) { try await changes(follower) }
  }

  @Test func confirmationsHoldTheHeadBack() async throws {
    let chain = SimulatedChain()
    for topic: UInt64 in 1...5 { await chain.mine([topic]) }
    let follower = follower(chain, .init(confirmations: 2))
    #expect(try await changes(follower) == ["+1", "+2", "+3"])
    await chain.drop(2)
    for topic: UInt64 in 14...16 { await chain.mine([topic]) }
    #expect(try await changes(follower) == ["+14"])
  }

  @Test func startingLaterLeavesEarlierLogsOut() async throws {
    let chain = SimulatedChain()
    for topic: UInt64 in 1...5 { await chain.mine([topic]) }
    #expect(try await changes(follower(chain, from: 4)) == ["+4", "+5"])
  }

  @Test func runningGoesOnWhenTheNodeIsAway() async throws {
    struct Enough: Error {}
    let chain = SimulatedChain()
    for topic: UInt64 in 1...3 { await chain.mine([topic]) }
    await chain.interrupt { _, chain in
      if chain.calls.count < 10, chain.calls.count.isMultiple(of: 3) { throw RPCError(.unreachable, "away") }
    }
    var seen = [String]()
    let follower = follower(chain)
    await #expect(throws: Enough.self) {
      try await follower.run { change in
        seen += Self.names(change)
        if seen.count == 3 { throw Enough() }
      }
    }
    #expect(seen == ["+1", "+2", "+3"])
    #expect(clock.slept > .zero)
  }

  @Test func cursorsSurviveTheirText() throws {
    var generator = SeededGenerator(seed: 9)
    let text: JSON = [
      "version": .integer(1), "next": "0x8",
      "recent": [["number": "0x7", "hash": .string(generator.hash().description), "logs": []]],
    ]
    let cursor = try LogCursor(json: text)
    #expect(try LogCursor(json: JSON(parsing: cursor.json.text)) == cursor)
    for damaged: JSON in [
      [:], ["version": .integer(2)], ["version": .integer(1), "next": "0x9", "recent": text["recent"] ?? .null],
    ] {
      #expect(throws: EthereumError.self) { try LogCursor(json: damaged) }
    }
  }
}

extension UInt256 {
  /// The number in a topic.
  fileprivate static func description(of topic: Hash256) -> String {
    (try? UInt256(bigEndian: topic.bytes))?.description ?? "?"
  }
}
