import Cryptography
import Ethereum
import Foundation
import Synchronization
import Testing
import VeilEvidence
import VeilLedger
import VeilTesting

@testable import VeilAgent

/// What the desk keeps of the ledger, with a ledger that is a script.
@Suite struct FollowedLedgerTests {
  /// A block's events.
  struct Block {
    let number: UInt64
    var fork = 0
    var events: [LedgerEvent]

    var hash: Hash256 { Keccak256.hash("\(number) \(fork)".utf8) }
    var located: [LocatedEvent] {
      events.enumerated().map { index, event in
        LocatedEvent(
          event: event, block: number, blockHash: hash, transaction: Keccak256.hash([]), index: UInt64(index))
      }
    }
  }

  /// Changes to be told at the next reading.
  final class Script: Sendable {
    let changes = Mutex<[EventChange]>([])
    let fails = Mutex(false)

    /// Whether this reading is to fail; the next one is not.
    func takeFailure() -> Bool {
      fails.withLock { fails in
        defer { fails = false }
        return fails
      }
    }

    func add(_ block: Block) { changes.withLock { $0.append(.added(block: block.number, events: block.located)) } }
    func remove(_ block: Block) {
      changes.withLock { $0.append(.removed(block: block.number, events: block.located.reversed())) }
    }

    func reading(_ cache: LedgerCache) -> LedgerReading {
      { handle in
        for change in self.changes.withLock({ changes in
          defer { changes = [] }
          return changes
        }) {
          try await handle(change)
          if case .added(let number, _) = change { try await cache.save(LogCursor(startingAt: number + 1)) }
          if case .removed(let number, _) = change { try await cache.save(LogCursor(startingAt: number)) }
        }
      }
    }
  }

  private static func address(_ number: UInt8) -> Address { Address([UInt8](repeating: number, count: 20)) ?? .zero }

  private static func created(_ number: UInt8) throws -> LedgerEvent {
    .requestCreated(
      RequestCreated(
        request: address(number), evidence: address(200), requester: address(201), rendition: .protected,
        publicKey: try SecretKey.generate().publicKey, reward: 1_000, reason: "“why” \u{1F697}\n"))
  }

  private static func approved(_ number: UInt8) -> LedgerEvent {
    .approved(
      Approved(
        request: address(number), keyFrag: [1, 2, 3], publicKey: [4], link: "https://a.example",
        deposit: UInt256(1) << 200,
        confirmBy: 99))
  }

  private static func state(_ view: LedgerView, _ number: UInt8) -> DeskRequest.State? {
    view.request(at: address(number), approveBy: 1)?.state
  }

  @Test func eventsMakeThePicture() async throws {
    let (script, cache) = (Script(), try LedgerCache(path: nil, chain: "a"))
    let ledger = FollowedLedger(cache: cache, read: script.reading(cache))
    #expect(try await ledger.current().requestAddresses == [])
    script.add(Block(number: 5, events: [try Self.created(2), try Self.created(1)]))
    script.add(Block(number: 6, events: [.announced(request: Self.address(1)), Self.approved(1)]))
    script.add(Block(number: 7, events: [.denied(request: Self.address(2))]))
    let view = try await ledger.current()
    #expect(view.requestAddresses == [Self.address(2), Self.address(1)])
    let request = try #require(view.request(at: Self.address(1), approveBy: 77))
    #expect(request.state == .approved && request.isOriginalAnnounced && request.approveBy == 77)
    #expect(request.approval?.deposit == UInt256(1) << 200)
    #expect(Self.state(view, 2) == .denied)
    script.add(Block(number: 8, events: [.settled(request: Self.address(1), amount: 1, confirmed: true)]))
    #expect(Self.state(try await ledger.current(), 1) == .settled)
  }

  @Test func aReorganisationIsTakenBack() async throws {
    let (script, cache) = (Script(), try LedgerCache(path: nil, chain: "a"))
    let ledger = FollowedLedger(cache: cache, read: script.reading(cache))
    let blocks = [
      Block(number: 5, events: [try Self.created(1)]), Block(number: 6, events: [Self.approved(1)]),
      Block(number: 7, events: [.settled(request: Self.address(1), amount: 1, confirmed: true), try Self.created(2)]),
    ]
    for block in blocks { script.add(block) }
    #expect(try await ledger.current().requestAddresses.count == 2)
    script.remove(blocks[2])
    script.remove(blocks[1])
    script.add(Block(number: 6, fork: 1, events: [.denied(request: Self.address(1))]))
    let view = try await ledger.current()
    #expect(view.requestAddresses == [Self.address(1)])
    #expect(Self.state(view, 1) == .denied)
    #expect(view.request(at: Self.address(1), approveBy: 0)?.approval == nil)
    #expect(try await cache.events().count == 2)
  }

  /// A change may be told again after a failure, and blocks may come in any order.
  @Test func toldTwiceAndInAnyOrderItIsTheSame() async throws {
    let blocks = [
      Block(number: 5, events: [try Self.created(1), try Self.created(2)]),
      Block(number: 6, events: [Self.approved(1), .cancelled(request: Self.address(2))]),
      Block(number: 7, events: [.disputed(request: Self.address(1), kind: 1)]),
    ]
    let events = blocks.flatMap(\.located).compactMap(LocatedDeskEvent.init)
    var expected = LedgerView()
    for event in events { expected.add(event) }
    for _ in 0..<20 {
      var view = LedgerView()
      for event in (events + events).shuffled() { view.add(event) }
      for number in [1, 2] as [UInt8] { #expect(Self.state(view, number) == Self.state(expected, number)) }
      #expect(view.requestAddresses == expected.requestAddresses)
    }
  }

  @Test func aRestartReadsOnlyWhatIsNew() async throws {
    let folder = try TemporaryFolder()
    let incident = try await FakeIncident.make(
      try OwnerKeys(seed: try SecretKey.generate()).slot(0), in: folder)
    let script = Script()
    for round in 0..<3 {
      let cache = try LedgerCache(path: folder.path("cache/ledger.sqlite"), chain: "a")
      let ledger = FollowedLedger(cache: cache, read: script.reading(cache))
      switch round {
      case 0:
        let published = EvidenceCreated(
          evidence: Self.address(9), incident: incident.evidence.incident, owner: incident.evidence.owner,
          device: .zero, binding: incident.evidence.signed)
        script.add(Block(number: 5, events: [.evidenceCreated(published), try Self.created(1), Self.approved(1)]))
        _ = try await ledger.current()
        try await cache.add(deadline: 12, of: Self.address(1))
      case 1:
        script.add(
          Block(
            number: 6,
            events: [
              .evidenceVerified(.init(evidence: Self.address(9), incident: incident.evidence.incident)),
              .settled(request: Self.address(1), amount: 1, confirmed: false),
            ]))
        _ = try await ledger.current()
      default:
        let view = try await ledger.current()
        #expect(view.evidences.map(\.signed) == [incident.evidence.signed])
        #expect(view.evidence(at: Self.address(9))?.status == .verified)
        #expect(Self.state(view, 1) == .settled)
        #expect(view.request(at: Self.address(1), approveBy: 0)?.reason == "“why” \u{1F697}\n")
        #expect(try await cache.deadlines() == [Self.address(1): 12])
      }
    }
  }

  @Test func aCacheOfAnotherChainOrADamagedOneBeginsAnew() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path("ledger.sqlite")
    let script = Script()
    let first = try LedgerCache(path: path, chain: "a")
    script.add(Block(number: 5, events: [try Self.created(1)]))
    _ = try await FollowedLedger(cache: first, read: script.reading(first)).current()
    #expect(await first.load()?.next == 6)
    let again = try LedgerCache(path: path, chain: "a")
    #expect(await again.load()?.next == 6)
    let other = try LedgerCache(path: path, chain: "b")
    #expect(await other.load() == nil)
    #expect(try await other.events().isEmpty)
    for name in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + name) }
    try Data((0..<40_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }).write(to: URL(filePath: path))
    let third = try LedgerCache(path: path, chain: "b")
    #expect(try await third.events().isEmpty)
  }

  /// A second process that read further on another fork leaves nothing behind.
  @Test func eventsThatTheCursorDoesNotVouchForAreForgotten() async throws {
    let path = try TemporaryFolder()
    let cache = try LedgerCache(path: path.path("l.sqlite"), chain: "a")
    let located = { (block: Block) in block.located.compactMap(LocatedDeskEvent.init) }
    try await cache.add(located(Block(number: 5, events: [try Self.created(1)])))
    try await cache.add(located(Block(number: 9, events: [try Self.created(2)])))
    try await cache.save(LogCursor(startingAt: 9))
    let again = try LedgerCache(path: path.path("l.sqlite"), chain: "a")
    #expect(try await again.events().map(\.block) == [5])
  }

  /// Many questions at once are answered one after the other, from one picture.
  @Test func manyAskAtOnce() async throws {
    let (script, cache) = (Script(), try LedgerCache(path: nil, chain: "a"))
    let ledger = FollowedLedger(cache: cache, read: script.reading(cache))
    script.add(Block(number: 5, events: [try Self.created(1)]))
    try await withThrowingTaskGroup { group in
      for _ in 0..<50 { group.addTask { try await ledger.current().requestAddresses } }
      for try await addresses in group { #expect(addresses == [Self.address(1)]) }
    }
    #expect(try await cache.events().count == 1)
  }

  /// A reorganisation deeper than what is kept.
  @Test func whatCannotBeTakenBackIsReadAgain() async throws {
    let (script, cache) = (Script(), try LedgerCache(path: nil, chain: "a"))
    let reading = script.reading(cache)
    let ledger = FollowedLedger(cache: cache) { handle in
      if script.takeFailure() { throw LedgerError(.malformed, "the chain changed deeper than what is kept") }
      try await reading(handle)
    }
    script.add(Block(number: 5, events: [try Self.created(1)]))
    _ = try await ledger.current()
    script.fails.withLock { $0 = true }
    script.add(Block(number: 5, fork: 1, events: [try Self.created(2)]))
    #expect(try await ledger.current().requestAddresses == [Self.address(2)])
  }
}
