import Cryptography
import Ethereum
import Foundation
import VeilEvidence
import VeilLedger
import VeilTesting

@testable import VeilAgent

/// The embedded ledger with our contracts on it, for one test.
struct RealLedger {
  static let root = BrowserTests.root.path
  static let python = root + "/Vendor/ledger-python/bin/python"
  static var isThere: Bool { FileManager.default.isExecutableFile(atPath: python) }

  let ledger: EthereumLedger
  let shared: SharedLedger
  let node: EthereumNode
  /// What was asked of the node.
  let counter: CountingTransport
  /// Accounts with money: 0 deployed, 1 is the cloud, 2 the relayer.
  let accounts: [SecretKey]

  /// Runs a ledger while `body` works with it.
  static func during(_ body: (RealLedger) async throws -> Void) async throws {
    let folder = try TemporaryFolder()
    let process = Process()
    process.executableURL = URL(filePath: python)
    process.arguments = [
      "-m", "veilcam_ledger", "--data", folder.path("chain"), "--port", "0", "--until-input-ends", "--dev",
    ]
    process.currentDirectoryURL = URL(filePath: root + "/ledger")
    let (input, output) = (Pipe(), Pipe())
    (process.standardInput, process.standardOutput) = (input, output)
    try process.run()
    defer { process.terminate() }
    var ready = Data()
    while !ready.contains(0x0A) {
      let part = output.fileHandleForReading.availableData
      guard !part.isEmpty else { throw DeskError(.unreachable, "the embedded ledger did not start") }
      ready += part
    }
    let address = try JSON(parsing: ready)["url"]?.string ?? ""
    try await body(try await RealLedger(address: address, folder: folder.path("chain")))
    withExtendedLifetime(input) {}
  }

  private init(address: String, folder: String) async throws {
    let text = try PrivateFile.read(folder + "/development-accounts.json", limit: 100_000)
    accounts = try (JSON(parsing: text)["accounts"]?.array ?? []).map {
      try SecretKey(bytes: try Hex.decode($0["privateKey"]?.string ?? ""))
    }
    guard let url = URL(string: address), accounts.count > 4 else { throw DeskError(.unreachable, "no ledger") }
    counter = CountingTransport(URLSessionTransport(url: url))
    node = EthereumNode(RPCClient(transport: counter))
    let description = try await LedgerDeployment(
      node: node, account: LedgerAccount(accounts[0]), terms: .init(minimumReward: 1_000)
    ).run(cloud: accounts[1].address, relayer: accounts[2].address)
    ledger = try await EthereumLedger.connect(to: node, description: description)
    shared = try await SharedLedger(ledger, node: node)
  }

  /// Puts an incident on the ledger, verified.
  func publish(_ incident: FakeIncident) async throws -> FakeIncident {
    let address = try await EvidenceLedger(ledger, account: LedgerAccount(accounts[2])).create(incident.evidence.signed)
      .evidence
    _ = try await EvidenceLedger(ledger, account: LedgerAccount(accounts[1])).verify(
      address, binding: incident.evidence.signed)
    return incident.at(try await shared.evidence(at: address))
  }
}
