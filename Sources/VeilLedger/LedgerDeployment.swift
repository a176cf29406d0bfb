package import Cryptography
package import Ethereum

/// Puts all contracts on a ledger.
package struct LedgerDeployment: Sendable {
  /// What cannot be changed afterwards.
  package struct Terms: Sendable, Hashable {
    /// Seconds that an owner has to approve.
    package var approveWindow: UInt64
    /// Seconds that a requester has to dispute.
    package var confirmWindow: UInt64
    /// Wei, at least 1.
    package var minimumReward: UInt256

    package init(
      approveWindow: UInt64 = 7 * 86_400, confirmWindow: UInt64 = 3 * 86_400, minimumReward: UInt256 = .one
    ) {
      self.approveWindow = approveWindow
      self.confirmWindow = confirmWindow
      self.minimumReward = minimumReward
    }
  }

  /// A step that is done, for showing progress.
  package struct Step: Sendable, Hashable {
    package let contract: ContractName
    package let isBlueprint: Bool
    package let address: Address
    package let gasUsed: UInt64
  }

  private let node: EthereumNode
  private let account: LedgerAccount
  private let terms: Terms
  private let store: any OutboxStore
  private let policy: TransactionSender.Policy

  /// - Parameter store: where the steps are remembered, so that a deployment that was interrupted goes on.
  package init(
    node: EthereumNode, account: LedgerAccount, terms: Terms = Terms(), store: any OutboxStore = MemoryOutboxStore(),
    policy: TransactionSender.Policy = .embedded
  ) {
    self.node = node
    self.account = account
    self.terms = terms
    self.store = store
    self.policy = policy
  }

  /// Deploys everything and checks it.
  /// - Parameter authority: who enrols managers of the risk registry; nil for the account that pays.
  /// - Throws: ``LedgerError``; `CancellationError`.
  package func run(
    cloud: Address, relayer: Address, authority: Address? = nil,
    progress: @escaping @Sendable (Step) async -> Void = { _ in }
  ) async throws -> LedgerDescription {
    let contracts = try VeilContracts.get()
    return try await LedgerFailure.explained(contracts) {
      let chain = try await node.chainID()
      guard let chainID = chain.uint64 else {
        throw LedgerError(.wrongChain, "the chain's number exceeds 64 bits; use another ledger")
      }
      let first = try await node.blockNumber()
      let outbox = Outbox(node: node, chainID: chain, store: store, policy: policy)
      let deployer = ContractDeployer(
        outbox: outbox, account: account, terms: terms, contracts: contracts, progress: progress)
      let description = try await deployer.run(
        chainID: chainID, first: first, cloud: cloud, relayer: relayer, authority: authority ?? account.address)
      try await DeploymentCheck(node: node, description: description, contracts: contracts).run()
      return description
    }
  }
}
