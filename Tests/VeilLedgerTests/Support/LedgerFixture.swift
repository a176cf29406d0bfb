import Cryptography
import Ethereum
import VeilLedger
import VeilTesting

/// An embedded ledger of its own with the contracts deployed. One for a suite: it takes seconds to start. The process ends
/// with this one.
final class LedgerFixture: Sendable {
  /// For tests that leave time and blocks alone.
  static let shared = Task { try await LedgerFixture() }

  static let ether = UInt256(1_000_000_000_000_000_000)
  static let isPresent = (try? LedgerInstallation.find()) != nil
  static let hint = "needs Vendor/ledger-python: run Scripts/setup"

  let folder: TemporaryFolder
  let process: LedgerProcess
  let endpoint: LedgerEndpoint
  let ledger: EthereumLedger
  let keys: [SecretKey]

  var node: EthereumNode { ledger.node }
  var cloud: LedgerAccount { LedgerAccount(keys[0]) }
  var relayer: LedgerAccount { LedgerAccount(keys[1]) }

  init() async throws {
    folder = try TemporaryFolder()
    let path = folder.path("ledger")
    process = try LedgerProcess(
      LedgerProcess.Settings(folder: path, allowsTestMethods: true, firstDelay: .milliseconds(20)))
    endpoint = try await process.start()
    keys = try DevelopmentAccounts.keys(in: path)
    let deployment = LedgerDeployment(
      node: endpoint.node(), account: LedgerAccount(keys[0]),
      terms: LedgerDeployment.Terms(approveWindow: 86_400, confirmWindow: 43_200, minimumReward: 1_000))
    let description = try await deployment.run(cloud: keys[0].address, relayer: keys[1].address)
    ledger = try await EthereumLedger.connect(to: endpoint.node(), description: description)
  }

  /// A fresh account with ten ether.
  func account() async throws -> LedgerAccount {
    let key = try SecretKey.generate()
    try await ledger.perform(
      .transfer(to: key.address, amount: try Self.ether.multiplied(by: 10)), by: LedgerAccount(keys[2]))
    return LedgerAccount(key)
  }

  /// An incident whose evidence the relayer has deployed and the cloud has verified.
  func verifiedIncident(_ change: (inout Incident) throws -> Void = { _ in }) async throws -> Incident {
    var incident = try Incident(owner: try await account(), description: ledger.description)
    try change(&incident)
    let created = try await EvidenceLedger(ledger, account: relayer).create(incident.binding)
    incident.evidence = created.evidence
    try await EvidenceLedger(ledger, account: cloud).verify(created.evidence, binding: incident.binding)
    return incident
  }

  func advance(seconds: Int) async throws {
    _ = try await node.client.call("evm_increaseTime", [.integer(seconds)])
    _ = try await node.client.call("evm_mine")
  }
}
