internal import Cryptography
internal import Ethereum

/// Remembers which contracts are children of the factories, so that each is asked for once. Anybody can write logs that
/// look like ours from a contract of his own.
actor ChildRegister {
  private static let limit = 100_000

  private let node: EthereumNode
  private let contracts: VeilContracts
  private let description: LedgerDescription
  private var known: [Address: Bool] = [:]

  init(node: EthereumNode, contracts: VeilContracts, description: LedgerDescription) {
    self.node = node
    self.contracts = contracts
    self.description = description
  }

  /// Whether a log comes from a contract of ours.
  func isOurs(_ log: Log, _ source: EventDecoder.Source) async throws -> Bool {
    switch source {
    case .fixed: true
    case .anyRequest: try await isChild(log.address, "is_request", .requestFactory, description.requestFactory)
    case .anyEvidence: try await isChild(log.address, "is_evidence", .evidenceFactory, description.evidenceFactory)
    }
  }

  private func isChild(
    _ address: Address, _ name: String, _ factory: ContractName, _ at: Address
  ) async throws -> Bool {
    if let known = known[address] { return known }
    let function = try contracts.function(name, of: factory)
    let isOurs = try await node.call(function, of: at, [.address(address)]).first?.bool ?? false
    if known.count >= Self.limit { known = [:] }
    known[address] = isOurs
    return isOurs
  }
}
