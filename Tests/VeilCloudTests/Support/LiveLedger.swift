import Cryptography
import Ethereum
import Foundation
import VeilEvidence
import VeilLedger
import VeilTesting

/// The embedded ledger with the contracts deployed, for all live clouds of this process: it takes seconds to start.
final class LiveLedger: Sendable {
  static let shared = Task { try await LiveLedger() }
  static let isPossible = (try? LedgerInstallation.find()) != nil
  static let hint = "needs Vendor/ledger-python: run Scripts/setup"

  let endpoint: LedgerEndpoint
  let ledger: EthereumLedger
  let keys: [SecretKey]
  private let folder: TemporaryFolder
  private let process: LedgerProcess

  var cloud: SecretKey { keys[0] }
  var relayer: SecretKey { keys[1] }

  private init() async throws {
    folder = try TemporaryFolder()
    let path = folder.path("ledger")
    process = try LedgerProcess(LedgerProcess.Settings(folder: path))
    endpoint = try await process.start()
    keys = try DevelopmentAccounts.keys(in: path)
    let deployment = LedgerDeployment(
      node: endpoint.node(), account: LedgerAccount(keys[0]), terms: .init(minimumReward: 1_000))
    let description = try await deployment.run(cloud: keys[0].address, relayer: keys[1].address)
    ledger = try await EthereumLedger.connect(to: endpoint.node(), description: description)
  }

  /// How many events of a kind there are of an incident.
  func count(_ kind: LedgerEvent.Kind, of incident: Hash256) async throws -> Int {
    let events = try await ledger.events(
      [kind], from: ledger.description.firstBlock, through: try await ledger.blockNumber())
    return events.filter { located in
      switch located.event {
      case .evidenceCreated(let created): created.incident.value == incident
      case .evidenceVerified(let verified): verified.incident.value == incident
      default: false
      }
    }.count
  }
}
