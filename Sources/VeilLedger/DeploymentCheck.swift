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
      for (name, address) in places { try await checkCode(of: name, at: address) }
      try await checkLinks()
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

  /// Immutables are behind the code that was compared, so they are asked for.
  private func checkLinks() async throws {
    let links: [(String, ContractName, Address, Address)] = [
      ("cloud", .evidenceFactory, description.evidenceFactory, description.cloud),
      ("search", .evidenceFactory, description.evidenceFactory, description.search),
      ("factory", .searchContract, description.search, description.evidenceFactory),
      ("evidence_factory", .requestFactory, description.requestFactory, description.evidenceFactory),
      ("search", .requestFactory, description.requestFactory, description.search),
      ("responses", .requestFactory, description.requestFactory, description.responses),
      ("factory", .responseContract, description.responses, description.requestFactory),
      ("cloud", .anchor, description.anchor, description.cloud),
    ]
    for (name, contract, address, expected) in links {
      guard try await view(name, contract, address) == expected else {
        throw LedgerError(
          .codeDiffers, "“\(name)” of \(contract.rawValue) is not what the description says; do not use this ledger")
      }
    }
  }

  private func view(_ name: String, _ contract: ContractName, _ address: Address) async throws -> Address {
    guard let found = try await node.call(contracts.function(name, of: contract), of: address).first?.address else {
      throw EthereumLedger.strange
    }
    return found
  }
}
