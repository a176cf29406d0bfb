import Cryptography
import Ethereum
import Testing
import VeilLedger
import VeilTesting

/// The risk registry on the embedded ledger.
@Suite(.enabled(if: LedgerFixture.isPresent, "\(LedgerFixture.hint)"))
struct RegistryTests {
  private static func hash(_ byte: UInt8) -> Hash256 { Hash256([UInt8](repeating: byte, count: 32)) ?? Hash256() }

  @Test func entriesAreAppendedReplacedAndRevoked() async throws {
    let fixture = try await LedgerFixture()
    let (ledger, authority) = (fixture.ledger, fixture.cloud)
    let manager = try await fixture.account()
    #expect(try await ledger.registryAuthority() == authority.address)
    #expect(try await ledger.registryCount() == 0)
    #expect(try await ledger.registryEntry(1) == nil)
    #expect(try await ledger.registryAudit() == nil)
    let first = LedgerOperation.registry(
      .register(commitment: Self.hash(1), ciphertextHash: Self.hash(2), supersedes: 0))
    await #expect { try await ledger.perform(first, by: manager) } throws: {
      ($0 as? LedgerError)?.reason == "only an enrolled manager"
    }
    try await ledger.perform(.registry(.enroll(manager: manager.address, keyHash: Self.hash(9))), by: authority)
    #expect(try await ledger.registryKeyHash(of: manager.address) == Self.hash(9))
    try await ledger.perform(first, by: manager)
    // The outbox knows that it is done.
    try await ledger.perform(first, by: manager)
    #expect(try await ledger.registryCount() == 1)
    #expect(try await ledger.registryNumber(of: Self.hash(1)) == 1)
    let second = RegistryOperation.register(commitment: Self.hash(3), ciphertextHash: Self.hash(4), supersedes: 1)
    try await ledger.perform(.registry(second), by: manager)
    #expect(try await ledger.registryEntry(1)?.revocation == .superseded)
    try await ledger.perform(.registry(.revoke(number: 2, .erased)), by: manager)
    let entry = RegistryEntry(
      number: 2, commitment: Self.hash(3), ciphertextHash: Self.hash(4), version: 2, supersedes: 1,
      revocation: .erased, manager: manager.address)
    #expect(try await ledger.registryEntry(2) == entry)
    try await ledger.perform(.registry(.anchor(size: 3, root: Self.hash(5))), by: manager)
    let audit = try await ledger.registryAudit()
    #expect(audit?.size == 3 && audit?.root == Self.hash(5))
    try await ledger.perform(.registry(.dismiss(manager: manager.address)), by: authority)
    #expect(try await ledger.registryKeyHash(of: manager.address) == nil)
  }

  @Test func aLedgerWithoutARegistrySaysSo() async throws {
    let fixture = try await LedgerFixture.shared.value
    let newer = fixture.ledger.description
    let older = LedgerDescription(
      chainID: newer.chainID, firstBlock: newer.firstBlock, evidenceFactory: newer.evidenceFactory,
      search: newer.search, requestFactory: newer.requestFactory, responses: newer.responses, anchor: newer.anchor,
      cloud: newer.cloud, relayer: newer.relayer)
    let ledger = try await EthereumLedger.connect(to: fixture.node, description: older)
    await #expect { try await ledger.registryCount() } throws: { ($0 as? LedgerError)?.code == .notDeployed }
    await #expect { try await ledger.perform(.registry(.dismiss(manager: .zero)), by: fixture.cloud) } throws: {
      ($0 as? LedgerError)?.code == .notDeployed
    }
  }
}
