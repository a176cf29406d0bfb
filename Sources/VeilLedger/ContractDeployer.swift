internal import Cryptography
internal import Ethereum

/// Sends the transactions of a deployment one after the other.
struct ContractDeployer {
  let outbox: Outbox
  let account: LedgerAccount
  let terms: LedgerDeployment.Terms
  let contracts: VeilContracts
  let progress: @Sendable (LedgerDeployment.Step) async -> Void

  func run(
    chainID: UInt64, first: UInt64, cloud: Address, relayer: Address, authority: Address
  ) async throws -> LedgerDescription {
    let factory = try await deploy(
      .evidenceFactory,
      [
        .address(cloud), .address(try await blueprint(.searchContract)),
        .address(try await blueprint(.evidenceContract)),
      ])
    let requests = try await deploy(
      .requestFactory,
      [
        .address(factory), .address(try await blueprint(.responseContract)),
        .address(try await blueprint(.requestContract)), .uint(UInt256(terms.approveWindow)),
        .uint(UInt256(terms.confirmWindow)), .uint(terms.minimumReward),
      ])
    let anchor = try await deploy(.anchor, [.address(cloud)])
    let registry = try await deploy(.riskRegistry, [.address(authority)])
    return LedgerDescription(
      chainID: chainID, firstBlock: first, evidenceFactory: factory,
      search: try await view("search", .evidenceFactory, factory), requestFactory: requests,
      responses: try await view("responses", .requestFactory, requests), anchor: anchor, cloud: cloud,
      relayer: relayer, riskRegistry: registry)
  }

  private func deploy(_ name: ContractName, _ arguments: [ABIValue]) async throws -> Address {
    let artefact = try contracts[name]
    return try await send(
      artefact.abi.encodeDeployment(code: artefact.creationCode, arguments), name, isBlueprint: false)
  }

  /// Stores the code from which a factory makes its implementation (ERC-5202).
  private func blueprint(_ name: ContractName) async throws -> Address {
    try await send(contracts[name].blueprintCode, name, isBlueprint: true)
  }

  private func send(_ code: [UInt8], _ name: ContractName, isBlueprint: Bool) async throws -> Address {
    let receipt = try await outbox.perform(
      CallRequest(to: nil, data: code), by: account.key, purpose: "deploy", isRepeatable: false)
    let address = try EthereumLedger.understood(receipt.contractAddress)
    await progress(
      LedgerDeployment.Step(contract: name, isBlueprint: isBlueprint, address: address, gasUsed: receipt.gasUsed))
    return address
  }

  private func view(_ name: String, _ contract: ContractName, _ address: Address) async throws -> Address {
    let function = try contracts.function(name, of: contract)
    return try EthereumLedger.understood(try await outbox.node.call(function, of: address).first?.address)
  }
}
