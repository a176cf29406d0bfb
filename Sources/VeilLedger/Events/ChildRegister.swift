internal import Cryptography
internal import Ethereum

/// Remembers which contracts are ours, so that each is asked for once. Anybody can write logs that look like ours from a
/// contract of his own.
actor ChildRegister {
  private static let limit = 100_000
  /// Owner and incident behind the code of an evidence contract.
  private static let evidenceArguments = 52

  private let node: EthereumNode
  private let contracts: VeilContracts
  private let description: LedgerDescription
  private var known: [Address: Bool] = [:]
  private var evidenceCode: [UInt8]?

  init(node: EthereumNode, contracts: VeilContracts, description: LedgerDescription) {
    self.node = node
    self.contracts = contracts
    self.description = description
  }

  /// Whether a log comes from a contract of ours.
  func isOurs(_ log: Log, _ source: EventDecoder.Source) async throws -> Bool {
    switch source {
    case .fixed: true
    case .anyRequest: try await isRequest(log.address)
    case .anyEvidence: try await isEvidence(log.address)
    }
  }

  /// Whether the factory has made a request contract.
  func isRequest(_ address: Address) async throws -> Bool {
    if known[address] == true { return true }
    let function = try contracts.function("is_request", of: .requestFactory)
    return remember(
      address, try await node.call(function, of: description.requestFactory, [.address(address)]).first?.bool ?? false)
  }

  /// Whether a contract runs the code of evidence contracts. Only the search contract tells that the factory has made it;
  /// a copy made by somebody else runs the same code and can only be refused.
  func isEvidence(_ address: Address) async throws -> Bool {
    if known[address] == true { return true }
    let code = try await node.code(of: address)
    let expected = try await cloneCode()
    return remember(
      address, code.starts(with: expected) && code.count == expected.count + Self.evidenceArguments)
  }

  private func cloneCode() async throws -> [UInt8] {
    if let evidenceCode { return evidenceCode }
    let function = try contracts.function("implementation", of: .evidenceFactory)
    let answer = try await node.call(function, of: description.evidenceFactory)
    let implementation = try EthereumLedger.understood(answer.first?.address)
    let code = ContractAddress.proxyCode(of: implementation)
    evidenceCode = code
    return code
  }

  /// What is no child now may become one later, so only children are remembered.
  private func remember(_ address: Address, _ isOurs: Bool) -> Bool {
    if known.count >= Self.limit { known = [:] }
    if isOurs { known[address] = true }
    return isOurs
  }
}
