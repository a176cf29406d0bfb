import Cryptography
import Ethereum
import Foundation
import Synchronization
import Testing
import VeilCloudAPI
import VeilEvidence

@testable import VeilAgent

/// The cloud's audit log is shown with what was checked of it, whatever the cloud says.
@Suite struct CloudAuditTests {
  /// A log in memory, that may lie.
  final class Log: CloudAuditSource {
    struct State {
      var texts: [String] = []
      var key = FakeIncident.cloudKey
      /// Shown in the place of an entry's text.
      var shown: [Int: String] = [:]
      /// Proofs are of this many entries fewer.
      var lag = 0
    }

    let state = Mutex(State())

    init(_ count: Int) { grow(by: count) }

    func grow(by count: Int) {
      state.withLock { state in
        for _ in 0..<count {
          let number = state.texts.count
          state.texts.append(
            #"{"detail":"<b>n \#(number)</b>","kind":"grant","subject":"0xab","time":\#(1_700_000_000_000 + number)}"#)
        }
      }
    }

    private func tree(_ size: Int) -> MerkleTree {
      MerkleTree(
        leaves: state.withLock { $0.texts }.prefix(size).map { MerkleHash.leaf(Keccak256.hash($0.utf8).bytes) })
    }

    private var size: Int { state.withLock { $0.texts.count } }

    func auditHead() throws -> LogHeadReply {
      let (size, key) = state.withLock { ($0.texts.count, $0.key) }
      let root = try tree(size).root(size: size)
      let text = LogHeadReply.message(log: .audit, size: size, root: root, time: 5)
      let signature = try PersonalMessage.sign(Array(text.utf8), by: key)
      return LogHeadReply(
        log: .audit, size: size, root: root, time: 5, signature: HexBytes(signature.bytes), anchored: nil)
    }

    func auditEntries(from first: Int, count: Int) -> LogEntriesReply {
      let (texts, shown) = state.withLock { ($0.texts, $0.shown) }
      let entries = (first..<min(texts.count, first + count)).map { index in
        LogEntriesReply.Entry(
          index: index, entry: Keccak256.hash((shown[index] ?? texts[index]).utf8), text: shown[index] ?? texts[index])
      }
      return LogEntriesReply(log: .audit, size: texts.count, entries: entries)
    }

    func auditInclusion(index: Int, size: Int) throws -> InclusionReply {
      let size = size - state.withLock { $0.lag }
      let tree = tree(size)
      return InclusionReply(
        entry: Hash256(), root: try tree.root(size: size), proof: JSONValue(try tree.inclusionProof(of: index).json))
    }

    func auditConsistency(first: Int, second: Int) throws -> ConsistencyReply {
      let tree = tree(second - state.withLock { $0.lag })
      return ConsistencyReply(
        firstRoot: Hash256(), secondRoot: Hash256(), proof: JSONValue(try tree.consistencyProof(from: first).json))
    }

    func mark() throws -> LogMark { LogMark(size: size, root: try tree(size).root(size: size)) }
  }

  private static func outcomes(_ audit: CloudAudit) -> [DeskCheck.Outcome] { audit.checks.map(\.outcome) }

  @Test(arguments: [0, 1, 2, 7, 20, 33]) func anHonestLogIsRightAndRemembered(count: Int) async throws {
    let (log, ledger, store) = (Log(count), FakeLedger(), try DeskStore())
    let first = try await CloudAudit.read(log, ledger: ledger, store: store)
    #expect(Self.outcomes(first) == [.right, .open, .open, .right])
    #expect(first.entries.count == min(count, 20) && first.size == count)
    let mark = try log.mark()
    ledger.state.withLock { $0.anchored = mark }
    log.grow(by: 5)
    let second = try await CloudAudit.read(log, ledger: ledger, store: store)
    #expect(Self.outcomes(second) == [.right, count == 0 ? .open : .right, count == 0 ? .open : .right, .right])
    #expect(try store.auditMark(of: FakeIncident.cloudKey.address)?.size == count + 5)
  }

  @Test func aRewrittenOrShortenedLogIsSeenAndNotRemembered() async throws {
    let (log, ledger, store) = (Log(9), FakeLedger(), try DeskStore())
    _ = try await CloudAudit.read(log, ledger: ledger, store: store)
    let mark = try log.mark()
    ledger.state.withLock { $0.anchored = mark }
    log.state.withLock { $0.texts[3] = "{}" }
    log.grow(by: 1)
    #expect(
      Self.outcomes(try await CloudAudit.read(log, ledger: ledger, store: store)) == [.right, .wrong, .wrong, .right])
    log.state.withLock { $0.texts.removeLast(5) }
    #expect(
      Self.outcomes(try await CloudAudit.read(log, ledger: ledger, store: store)) == [.right, .wrong, .wrong, .right])
    #expect(try store.auditMark(of: FakeIncident.cloudKey.address) == mark)
    // A desk that looks for the first time still has the ledger to compare with.
    #expect(
      Self.outcomes(try await CloudAudit.read(log, ledger: ledger, store: try DeskStore()))
        == [.right, .open, .wrong, .right])
  }

  @Test func strangersSignaturesOtherTextsAndOldProofsAreWrong() async throws {
    let (ledger, store) = (FakeLedger(), try DeskStore())
    let signed = Log(5)
    let stranger = try SecretKey.generate()
    signed.state.withLock { $0.key = stranger }
    #expect(Self.outcomes(try await CloudAudit.read(signed, ledger: ledger, store: store)).first == .wrong)
    let told = Log(5)
    told.state.withLock { $0.shown[4] = "{\"kind\":\"view\"}" }
    #expect(Self.outcomes(try await CloudAudit.read(told, ledger: ledger, store: store)).last == .wrong)
    #expect(try store.auditMark(of: FakeIncident.cloudKey.address) == nil)
    let old = Log(5)
    _ = try await CloudAudit.read(old, ledger: ledger, store: store)
    old.grow(by: 3)
    old.state.withLock { $0.lag = 1 }
    let audit = try await CloudAudit.read(old, ledger: ledger, store: store)
    #expect(audit.checks[1].outcome == .wrong)
  }

  @Test func thePageShowsItWithItsChecks() async throws {
    let world = try await DeskWorld.make()
    let log = Log(3)
    try await world.visit(cloudAudit: log) { visit in
      try await visit.enter()
      let page = try await visit.get("/audit").body
      #expect(page.contains("The cloud&#39;s audit log") && page.contains("checked"))
      #expect(page.contains("n 2&lt;/b&gt;") && !page.contains("<b>n"))
      log.state.withLock { $0.texts[0] = "{}" }
      #expect(try await visit.get("/audit").body.contains("do not trust it"))
    }
  }
}
