import Cryptography
import Ethereum
import Testing
import VeilEvidence
import VeilLedger
import VeilTesting

@Suite(.enabled(if: LedgerFixture.isPresent, Comment(rawValue: LedgerFixture.hint)))
struct OutboxTests {
  let fixture: LedgerFixture

  init() async throws { fixture = try await LedgerFixture.shared.value }

  @Test func whatTwoTasksAskForIsSentOnce() async throws {
    let incident = try await fixture.verifiedIncident()
    let account = try await fixture.account()
    let key = try SecretKey.generate().publicKey
    let terms = RequestTerms(evidence: incident.evidence, rendition: .protected, publicKey: key, reward: 5_000)
    let requests = RequestLedger(fixture.ledger, account: account)
    async let first = requests.create(terms).request
    async let second = requests.create(terms).request
    #expect(try await first == second)
    #expect(try await fixture.node.transactionCount(of: account.address) == 1)
  }

  @Test func anotherProcessFindsWhatWasSent() async throws {
    let folder = try TemporaryFolder()
    let account = try await fixture.account()
    let receiver = try SecretKey.generate().address
    let incident = try await fixture.verifiedIncident()
    let terms = RequestTerms(
      evidence: incident.evidence, rendition: .protected, publicKey: try SecretKey.generate().publicKey, reward: 5_000)
    var addresses = Set<Address>()
    for _ in 0..<2 {
      // Each time a ledger that knows nothing but the folder, as after a restart.
      let ledger = try EthereumLedger(
        node: fixture.node, description: fixture.ledger.description,
        outbox: try FileOutboxStore(folder: folder.path("outbox")))
      addresses.insert(try await RequestLedger(ledger, account: account).create(terms).request)
    }
    #expect(addresses.count == 1)
    // A transfer that is done may be made again, for another purpose or not.
    for purpose in ["rent", "rent", "food"] {
      try await fixture.ledger.perform(.transfer(to: receiver, amount: 7), by: account, purpose: purpose)
    }
    #expect(try await fixture.ledger.balance(of: receiver) == 21)
  }

  @Test func damagedEntriesAreNotOverlooked() async throws {
    let folder = try TemporaryFolder()
    let store = try FileOutboxStore(folder: folder.path("outbox"))
    let name = Keccak256.hash([1])
    let entry = OutboxEntry(attempts: [[1, 2], [3]], isDone: true)
    try await store.save(entry, as: name)
    #expect(try await store.load(name) == entry)
    _ = try folder.write(Array("{}".utf8), to: "outbox/\(name.hex).json")
    await #expect(throws: LedgerError.self) { _ = try await store.load(name) }
    try await store.remove(name)
    #expect(try await store.load(name) == nil)
  }
}
