import Cryptography
import Ethereum
import Foundation
import Logging
import VeilAgent
import VeilCloud
import VeilCloudAPI
import VeilLedger

/// Ledger and cloud on this machine, with the keys of an owner and a requester: what `veilcam up` serves and what
/// `veilcam demo share` goes through.
///
///     try await LocalSystem.run(settings) { system in … }
struct LocalSystem: Sendable {
  struct Settings: Sendable {
    /// Keeps everything: chain, keys, store, sealed films.
    var folder: String
    /// Another ledger; nil for the embedded one.
    var ledger: URL?
    /// Blocks that must contain or follow a transaction of another ledger.
    var confirmations: UInt64 = 1
    /// 0 lets the system choose.
    var ledgerPort = 0
    var cloudPort = 0
    /// Of new contracts.
    var terms = LedgerDeployment.Terms()

    init(folder: String) { self.folder = folder }
  }

  let settings: Settings
  let parties: LocalParties
  let ledgerAddress: URL
  let node: EthereumNode
  let description: LedgerDescription
  let cloudAddress: String
  /// The contracts that had to be put on the ledger for this run.
  let deployed: [LedgerDeployment.Step]

  var policy: TransactionSender.Policy { settings.policy }

  /// Starts everything, does the work, and stops everything.
  /// - Throws: what the work throws; ``LedgerError``, ``CloudError``, `insufficientFunds` where another ledger's accounts
  ///   have no money yet.
  static func run<Result: Sendable>(
    _ settings: Settings, _ work: @escaping @Sendable (LocalSystem) async throws -> Result
  ) async throws -> Result {
    try FileManager.default.createDirectory(
      atPath: settings.folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    guard let address = settings.ledger else {
      let chain = settings.folder + "/ledger"
      let process = try LedgerProcess(.init(folder: chain, port: settings.ledgerPort))
      let endpoint = try await process.start()
      do {
        let parties = try LocalParties.open(
          settings.folder + "/parties.json", funded: try DevelopmentAccounts.keys(in: chain))
        let result = try await run(settings, endpoint.url, parties, work)
        await process.stop()
        return result
      } catch {
        await process.stop()
        throw error
      }
    }
    return try await run(settings, address, try LocalParties.open(settings.folder + "/parties.json"), work)
  }

  private static func run<Result: Sendable>(
    _ settings: Settings, _ address: URL, _ parties: LocalParties,
    _ work: @escaping @Sendable (LocalSystem) async throws -> Result
  ) async throws -> Result {
    let node = EthereumNode(RPCClient(transport: URLSessionTransport(url: address)))
    try await requireMoney(parties, node)
    let (description, deployed) = try await contracts(settings, parties, node)
    let folder = settings.folder + "/cloud"
    let chain = try await LedgerChain.connect(
      to: node, description: description, folder: folder, cloud: parties.cloud, relayer: parties.relayer,
      policy: settings.policy)
    var configuration = CloudConfiguration(folder: folder, port: settings.cloudPort, key: parties.cloud)
    configuration.limits = .loopback
    let server = try await CloudServer.make(configuration, chain: chain, logger: Logger(label: "veilcam.cloud"))
    return try await serving(server) { cloud in
      try await work(
        LocalSystem(
          settings: settings, parties: parties, ledgerAddress: address, node: node, description: description,
          cloudAddress: cloud, deployed: deployed))
    }
  }

  /// Serves while the work lasts.
  private static func serving<Result: Sendable>(
    _ server: CloudServer, _ work: @escaping @Sendable (_ address: String) async throws -> Result
  ) async throws -> Result {
    let (addresses, continuation) = AsyncStream.makeStream(of: String.self)
    return try await withThrowingTaskGroup(of: Result?.self) { group in
      defer { group.cancelAll() }
      group.addTask {
        defer { continuation.finish() }
        try await server.run { continuation.yield($0) }
        return nil
      }
      group.addTask {
        guard let address = await addresses.first(where: { _ in true }) else { return nil }
        return try await work(address)
      }
      while let result = try await group.next() {
        if let result { return result }
      }
      throw CancellationError()
    }
  }

  /// The contracts that the folder knows, or new ones.
  private static func contracts(
    _ settings: Settings, _ parties: LocalParties, _ node: EthereumNode
  ) async throws -> (LedgerDescription, [LedgerDeployment.Step]) {
    let path = settings.folder + "/ledger.json"
    if FileManager.default.fileExists(atPath: path) { return (try LedgerDescription(contentsOf: path), []) }
    let outbox = settings.folder + "/deployment"
    let deployment = LedgerDeployment(
      node: node, account: LedgerAccount(parties.cloud), terms: settings.terms,
      store: try FileOutboxStore(folder: outbox), policy: settings.policy)
    let steps = StepList()
    let description = try await deployment.run(
      cloud: parties.cloud.address, relayer: parties.relayer.address, progress: { await steps.append($0) })
    try description.write(to: path)
    try? FileManager.default.removeItem(atPath: outbox)
    return (description, await steps.steps)
  }

  private static func requireMoney(_ parties: LocalParties, _ node: EthereumNode) async throws {
    var poor: [String] = []
    for (name, key) in parties.accounts where try await node.balance(of: key.address).isZero {
      poor.append("\(name) \(key.address)")
    }
    guard poor.isEmpty else {
      throw LedgerError(
        .insufficientFunds,
        "these accounts have no money on the ledger; send some to each and start again: "
          + poor.joined(separator: ", "))
    }
  }

  private actor StepList {
    var steps: [LedgerDeployment.Step] = []
    func append(_ step: LedgerDeployment.Step) { steps.append(step) }
  }
}

extension LocalSystem.Settings {
  var policy: TransactionSender.Policy {
    ledger == nil ? .embedded : TransactionSender.Policy(confirmations: confirmations)
  }
}

extension CloudLimits {
  /// On this machine nobody is a stranger: the camera's uploads do not wait for a budget.
  static var loopback: CloudLimits {
    var limits = CloudLimits()
    limits.requestRate = RateLimiter.Budget(perSecond: 10_000, burst: 10_000)
    return limits
  }
}
