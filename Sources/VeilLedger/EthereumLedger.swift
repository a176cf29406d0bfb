package import Cryptography
package import Ethereum
internal import VeilEvidence

/// A ledger behind an Ethereum node: the embedded one, or any other that speaks JSON-RPC.
package struct EthereumLedger: Ledger {
  package let description: LedgerDescription
  package let node: EthereumNode
  let contracts: VeilContracts
  let outbox: Outbox
  let children: ChildRegister

  /// Takes the contracts for what the description says; ``connect(to:description:outbox:policy:)`` checks them first.
  package init(
    node: EthereumNode, description: LedgerDescription, outbox: any OutboxStore = MemoryOutboxStore(),
    policy: TransactionSender.Policy = .embedded
  ) throws {
    self.node = node
    self.description = description
    contracts = try VeilContracts.get()
    children = ChildRegister(node: node, contracts: contracts, description: description)
    self.outbox = Outbox(node: node, chainID: UInt256(description.chainID), store: outbox, policy: policy)
  }

  /// Checks chain and code of every contract, and then trusts them.
  /// - Throws: ``LedgerError`` with `unreachable`, `wrongChain`, `notDeployed`, `codeDiffers`.
  package static func connect(
    to node: EthereumNode, description: LedgerDescription, outbox: any OutboxStore = MemoryOutboxStore(),
    policy: TransactionSender.Policy = .embedded
  ) async throws -> EthereumLedger {
    try await DeploymentCheck(node: node, description: description, contracts: try VeilContracts.get()).run()
    return try EthereumLedger(node: node, description: description, outbox: outbox, policy: policy)
  }

  @discardableResult
  package func perform(
    _ operation: LedgerOperation, by account: LedgerAccount, purpose: String
  ) async throws -> LedgerReceipt {
    try await LedgerFailure.explained(contracts) {
      let request = try OperationEncoder(contracts: contracts, description: description).request(operation)
      let receipt = try await outbox.perform(
        request, by: account.key, purpose: purpose, isRepeatable: operation.isRepeatable)
      return decode(receipt)
    }
  }

  package func balance(of account: Address) async throws -> UInt256 {
    try await LedgerFailure.explained(contracts) { try await node.balance(of: account) }
  }

  package func blockNumber() async throws -> UInt64 {
    try await LedgerFailure.explained(contracts) { try await node.blockNumber() }
  }

  package func time() async throws -> UInt64 {
    try await LedgerFailure.explained(contracts) {
      guard let block = try await node.block(.latest) else {
        throw LedgerError(.malformed, "the ledger has no newest block; check its address")
      }
      return block.timestamp
    }
  }

  package func events(
    _ kinds: Set<LedgerEvent.Kind>, from first: UInt64, through last: UInt64
  ) async throws -> [LocatedEvent] {
    let decoder = try EventDecoder(contracts: contracts, description: description)
    return try await LedgerFailure.explained(contracts) {
      var events = [LocatedEvent]()
      for log in try await node.logs(decoder.filter(kinds), from: first, through: last) {
        guard let source = decoder.source(of: log), try await children.isOurs(log, source) else { continue }
        if let event = decoder.located(log) { events.append(event) }
      }
      return events
    }
  }

  private func decode(_ receipt: Receipt) -> LedgerReceipt {
    let decoder = try? EventDecoder(contracts: contracts, description: description)
    let price = receipt.effectiveGasPrice ?? .zero
    return LedgerReceipt(
      transaction: receipt.transactionHash, block: receipt.blockNumber, gasUsed: receipt.gasUsed,
      fee: price &* UInt256(receipt.gasUsed), events: receipt.logs.compactMap { decoder?.event($0) })
  }
}

extension TransactionSender.Policy {
  /// For the embedded ledger, which mines at once and makes no empty blocks: the first confirmation is enough.
  package static let embedded = TransactionSender.Policy(
    confirmations: 1, pollInterval: .milliseconds(100), replaceAfter: .seconds(30), giveUpAfter: .seconds(120))
}
