package import Cryptography
internal import Ethereum
internal import VeilEvidence
internal import VeilLedger

extension SharedLedger {
  package func send(_ action: DeskAction, signedBy key: SecretKey) async throws -> DeskReceipt {
    let parties = RequestLedger(ledger, account: LedgerAccount(key))
    switch action {
    case .request(let evidence, let rendition, let publicKey, let reward, let reason):
      let terms = RequestTerms(
        evidence: evidence.address, rendition: rendition, publicKey: publicKey, reason: reason, reward: reward)
      return DeskReceipt(try await parties.create(terms).receipt)
    case .approve(let request, let evidence, let keyFrag, let link, let deposit):
      return DeskReceipt(
        try await parties.approve(try await approval(request, evidence, keyFrag, link, deposit)))
    case .announceOriginal(let request): return DeskReceipt(try await parties.announce(request))
    case .deny(let request): return DeskReceipt(try await parties.deny(request))
    case .confirm(let request): return DeskReceipt(try await parties.confirm(request))
    case .settle(let request): return DeskReceipt(try await parties.settle(request))
    case .cancel(let request): return DeskReceipt(try await parties.cancel(request))
    case .dispute(let request, let evidence, let dispute, let receiving):
      return DeskReceipt(try await Self.dispute(parties, request, evidence, dispute, receiving))
    case .withdraw(let request, let to):
      guard let receipt = try await parties.withdraw(from: request, to: to) else {
        throw DeskError(.wrongState, "the request \(request) owes this account nothing")
      }
      return DeskReceipt(receipt)
    case .transfer(let to, let amount):
      return DeskReceipt(
        try await ledger.perform(.transfer(to: to, amount: amount), by: LedgerAccount(key), purpose: Self.purpose()))
    }
  }

  /// Two transfers of one sum are two transfers.
  private static func purpose() -> String { "desk \(Hex.encode(RandomBytes.make(8)))" }

  private func approval(
    _ request: Address, _ evidence: DeskEvidence, _ keyFrag: SecretBytes, _ link: String, _ deposit: UInt256
  ) async throws -> Approval {
    Approval(
      request: request, rendition: try await self.request(at: request).rendition, binding: evidence.binding,
      device: try evidence.device().address, keyFrag: keyFrag.withUnsafeBytes { Array($0) }, link: link,
      deposit: deposit)
  }

  /// The ledger's room checks once more what the judges found, and sends nothing otherwise.
  private static func dispute(
    _ parties: RequestLedger, _ request: DeskRequest, _ evidence: DeskEvidence, _ dispute: FoundedDispute,
    _ receiving: SecretKey
  ) async throws -> LedgerReceipt {
    let approved = Approved(
      request: request.address, keyFrag: request.approval?.keyFrag ?? [],
      publicKey: evidence.binding.sealed(request.rendition).publicKey.compressed, link: request.approval?.link ?? "",
      deposit: request.approval?.deposit ?? .zero, confirmBy: UInt64(clamping: request.approval?.confirmBy ?? 0))
    switch dispute.proof {
    case .badRekey:
      return try await parties.disputeRekey(
        request.address, approved: approved, binding: evidence.signed, rendition: request.rendition,
        receiving: receiving)
    case .badKey:
      return try await parties.disputeKey(
        request.address, approved: approved, binding: evidence.signed, rendition: request.rendition,
        receiving: receiving)
    case .falsePlace(let opening, let claim):
      return try await parties.disputePlace(
        request.address, binding: evidence.signed,
        place: FalsePlace(
          salt: opening.salt, committed: opening.place, claimed: claim.claim.place, signature: claim.signature))
    }
  }
}

extension DeskReceipt {
  init(_ receipt: LedgerReceipt) {
    self.init(
      transaction: receipt.transaction, block: receipt.block, gasUsed: receipt.gasUsed, created: receipt.created)
  }
}
