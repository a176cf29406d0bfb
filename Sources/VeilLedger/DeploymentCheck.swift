internal import Cryptography
internal import Ethereum

/// Finds out whether a description's contracts are really ours before any money goes there.
struct DeploymentCheck: Sendable {
  let node: EthereumNode
  let description: LedgerDescription
  let contracts: VeilContracts

  /// - Throws: ``LedgerError`` with `unreachable`, `wrongChain`, `notDeployed`, `codeDiffers`.
  func run() async throws {
    try await LedgerFailure.explained(contracts) {
      try await node.requireChain(UInt256(description.chainID))
      let evidence = try await implementation(.evidenceFactory, description.evidenceFactory)
      let request = try await implementation(.requestFactory, description.requestFactory)
      let places: [(ContractName, Address)] = [
        (.evidenceFactory, description.evidenceFactory), (.searchContract, description.search),
        (.requestFactory, description.requestFactory), (.responseContract, description.responses),
        (.anchor, description.anchor), (.evidenceContract, evidence), (.requestContract, request),
      ]
      if let registry = description.riskRegistry { try await checkCode(of: .riskRegistry, at: registry) }
      for (name, address) in places { try await checkCode(of: name, at: address) }
      for link in links { try await check(link) }
    }
  }

  private func implementation(_ factory: ContractName, _ address: Address) async throws -> Address {
    // The code first: a call of an address without code answers with nothing.
    try await checkCode(of: factory, at: address)
    return try await view("implementation", factory, address)
  }

  private func checkCode(of name: ContractName, at address: Address) async throws {
    let code = try await node.code(of: address)
    guard !code.isEmpty else {
      throw LedgerError(
        .notDeployed, "there is no \(name.rawValue) at \(address); deploy the contracts with `veilcam ledger deploy`")
    }
    guard try contracts[name].matches(code) else {
      throw LedgerError(
        .codeDiffers, "the code at \(address) is not \(name.rawValue) of this version; do not use this ledger")
    }
  }

  /// An address that a contract keeps as an immutable, and what it has to be.
  private struct Link {
    let name: String
    let contract: ContractName
    let address: Address
    let expected: Address

    init(_ name: String, _ contract: ContractName, _ address: Address, _ expected: Address) {
      self.name = name
      self.contract = contract
      self.address = address
      self.expected = expected
    }
  }

  private var links: [Link] {
    [
      Link("cloud", .evidenceFactory, description.evidenceFactory, description.cloud),
      Link("search", .evidenceFactory, description.evidenceFactory, description.search),
      Link("factory", .searchContract, description.search, description.evidenceFactory),
      Link("evidence_factory", .requestFactory, description.requestFactory, description.evidenceFactory),
      Link("search", .requestFactory, description.requestFactory, description.search),
      Link("responses", .requestFactory, description.requestFactory, description.responses),
      Link("factory", .responseContract, description.responses, description.requestFactory),
      Link("cloud", .anchor, description.anchor, description.cloud),
    ]
  }

  /// Immutables are behind the code that was compared, so they are asked for.
  private func check(_ link: Link) async throws {
    let found = try await view(link.name, link.contract, link.address)
    guard found == link.expected else {
      throw LedgerError(
        .codeDiffers,
        "“\(link.name)” of \(link.contract.rawValue) is not what the description says; do not use this ledger")
    }
  }

  private func view(_ name: String, _ contract: ContractName, _ address: Address) async throws -> Address {
    let function = try contracts.function(name, of: contract)
    return try EthereumLedger.understood(try await node.call(function, of: address).first?.address)
  }
}
