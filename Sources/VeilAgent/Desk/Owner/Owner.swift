package import Cryptography
package import Ethereum
internal import Umbral
package import VeilCloudAPI
internal import VeilEvidence

/// The owner's side of sharing: sees requests for his films, approves or denies them, and is paid.
///
///     let owner = Owner(ledger: ledger, store: store, keys: keys, now: now)
///     for item in try await owner.inbox() { print(item.request.address, item.next(now: now())) }
package actor Owner {
  /// Gas of announcing, approving and withdrawing, with room.
  static let gasReserve = UInt256(1_000_000)

  let ledger: any SharingLedger
  let store: DeskStore
  let keys: any IncidentKeySource
  let now: @Sendable () -> Int64

  /// - Parameter now: milliseconds since 1970.
  package init(
    ledger: any SharingLedger, store: DeskStore, keys: any IncidentKeySource, now: @escaping @Sendable () -> Int64
  ) {
    self.ledger = ledger
    self.store = store
    self.keys = keys
    self.now = now
  }

  // MARK: Seeing

  /// Requests for films of this owner, the latest first. Everything is read and sorted here; nobody is asked for an
  /// address.
  package func inbox() async throws -> [InboxItem] {
    let evidences = Dictionary(try await ledger.evidences().map { ($0.address, $0) }) { first, _ in first }
    var mine: [Address: Bool] = [:]
    var items: [InboxItem] = []
    for request in try await ledger.requests() {
      guard let evidence = evidences[request.evidence] else { continue }
      let isMine = try mine[evidence.owner] ?? (keys.keys(ofOwner: evidence.owner) != nil)
      mine[evidence.owner] = isMine
      if isMine { items.append(try await item(request, evidence)) }
    }
    return items.reversed()
  }

  /// Evidence of this owner, in the order of publication.
  package func evidences() async throws -> [DeskEvidence] {
    try await ledger.evidences().filter { try keys.keys(ofOwner: $0.owner) != nil }
  }

  /// One request for a film of this owner.
  /// - Throws: `notYours`.
  package func item(_ address: Address) async throws -> InboxItem {
    let (request, evidence, _) = try await mine(address)
    return try await item(request, evidence)
  }

  private func item(_ request: DeskRequest, _ evidence: DeskEvidence) async throws -> InboxItem {
    InboxItem(
      request: request, evidence: evidence,
      credit: try await ledger.credit(of: evidence.owner, in: request.address),
      seenAt: try store.see(request.address.description, at: now()))
  }

  private func mine(_ address: Address) async throws -> (DeskRequest, DeskEvidence, IncidentKeys) {
    let request = try await ledger.request(at: address)
    let evidence = try await ledger.evidence(at: request.evidence)
    guard let keys = try keys.keys(ofOwner: evidence.owner) else {
      throw DeskError(.notYours, "the request \(address) is about somebody else's film")
    }
    return (request, evidence, keys)
  }

  // MARK: Answering

  /// Tells a cloud what the incident of a request was, so that cameras learn from it.
  /// - Throws: `notYours`, and what the cloud says.
  package func say(_ verdict: IncidentVerdict, of address: Address, to cloud: any SharingCloud) async throws {
    let (_, _, keys) = try await mine(address)
    try await cloud.say(verdict, of: address, by: keys.account)
  }

  /// What the incident's account needs before it can approve.
  /// - Parameter deposit: in wei; nil for as much as the reward.
  package func funding(_ address: Address, deposit: UInt256? = nil) async throws -> FundingPlan {
    let (request, _, keys) = try await mine(address)
    let gas = try await ledger.gasPrice().multiplied(by: Self.gasReserve)
    return FundingPlan(
      account: keys.account.address, balance: try await ledger.balance(of: keys.account.address),
      needed: try gas.adding(deposit ?? request.reward), paidBefore: try paidBefore(except: keys.account.address))
  }

  /// From this desk's audit log: for how many incidents each wallet has paid.
  private func paidBefore(except account: Address) throws -> [Address: Int] {
    var paid: [Address: Set<String>] = [:]
    for entry in try store.auditLog() where entry.action == "fund" && entry.subject != account.description {
      guard entry.reason.hasPrefix("from "), let wallet = try? Address(entry.reason.dropFirst(5)) else { continue }
      paid[wallet, default: []].insert(entry.subject)
    }
    return paid.mapValues(\.count)
  }

  /// Gives the incident's account what it lacks, from a wallet that the owner names. Read the plan's statement first.
  /// - Returns: nil where nothing was missing.
  package func fund(_ plan: FundingPlan, from wallet: SecretKey) async throws -> DeskReceipt? {
    guard !plan.missing.isZero else { return nil }
    try store.audit("fund", subject: plan.account.description, reason: "from \(wallet.address)", at: now())
    return try await ledger.send(.transfer(to: plan.account, amount: plan.missing), signedBy: wallet)
  }

  /// The first half of giving an original away. It is written into the audit log with the requester's reason.
  /// - Throws: `wrongState`; `notAllowed` where the request is not for the original.
  package func announceOriginal(_ address: Address) async throws -> DeskReceipt {
    let (request, _, keys) = try await mine(address)
    guard request.rendition == .original else {
      throw DeskError(.notAllowed, "the request is for the protected film, which needs no announcement")
    }
    try open(request)
    try store.audit("announce original", subject: address.description, reason: request.reason, at: now())
    return try await ledger.send(.announceOriginal(request: address), signedBy: keys.account)
  }

  /// Approves: makes the rekey (1 of 1) for the requester's key, and pays the deposit from the incident's account.
  ///
  /// - Parameters:
  ///   - link: where the ciphertext lies; empty for the cloud.
  ///   - deposit: in wei; nil for as much as the reward.
  ///   - confirmsOriginal: the second confirmation, for an original that was announced before.
  /// - Throws: `wrongState`, `notAllowed` without the second confirmation or a reason, `refused`.
  package func approve(
    _ address: Address, link: String = "", deposit: UInt256? = nil, confirmsOriginal: Bool = false
  ) async throws -> DeskReceipt {
    let (request, evidence, keys) = try await mine(address)
    try open(request)
    try checkOriginal(request, isConfirmed: confirmsOriginal)
    let umbral = keys.umbral(request.rendition)
    guard umbral.publicKey == evidence.binding.sealed(request.rendition).publicKey else {
      throw DeskError(.contradiction, "the evidence was sealed to another key than this desk has for it")
    }
    guard link.utf8.count <= 256 else { throw DeskError(.notAllowed, "the link is longer than 256 bytes") }
    let fragments = try Delegation(from: umbral, to: request.publicKey, signer: keys.signer)
      .keyFrags(threshold: 1, shares: 1)
    guard let fragment = fragments.first?.keyFrag else { throw UmbralError(.noFragments, "no rekey was made") }
    try store.audit(
      "approve \(request.rendition)", subject: address.description, reason: request.reason, at: now())
    return try await ledger.send(
      .approve(
        request: address, evidence: evidence, keyFrag: try fragment.messagePack(), link: link,
        deposit: deposit ?? request.reward),
      signedBy: keys.account)
  }

  /// - Throws: `wrongState`.
  package func deny(_ address: Address) async throws -> DeskReceipt {
    let (request, _, keys) = try await mine(address)
    try open(request)
    try store.audit("deny", subject: address.description, reason: "", at: now())
    return try await ledger.send(.deny(request: address), signedBy: keys.account)
  }

  private func open(_ request: DeskRequest) throws {
    guard request.state == .requested else {
      throw DeskError(.wrongState, "the request is \(request.state); only an open one can be answered")
    }
  }

  private func checkOriginal(_ request: DeskRequest, isConfirmed: Bool) throws {
    guard request.rendition == .original else { return }
    guard !request.reason.isEmpty else {
      throw DeskError(.notAllowed, "the request gives no reason for the original; deny it")
    }
    guard request.isOriginalAnnounced else {
      throw DeskError(.notAllowed, "announce first that you mean to give the original away, then approve it")
    }
    guard isConfirmed else {
      throw DeskError(
        .notAllowed, "this gives the unprotected film away, with everybody on it; confirm it a second time")
    }
  }

  // MARK: Money

  /// Takes the payment when the requester's time is over.
  package func settle(_ address: Address) async throws -> DeskReceipt {
    let (request, _, keys) = try await mine(address)
    // A ledger without new blocks does not know how late it is; it takes the time of the block that is made then.
    let time = max(try await ledger.time(), now() / 1_000)
    guard request.state == .approved, let end = request.approval?.confirmBy, end < time else {
      throw DeskError(.wrongState, "the requester still has time to confirm or dispute")
    }
    return try await ledger.send(.settle(request: address), signedBy: keys.account)
  }

  /// Takes out what a request owes the incident's account.
  /// - Parameters:
  ///   - payout: an address of this incident's own links the least; the account itself links nothing new.
  ///   - acceptsLink: pay also to an address to which another incident was paid; everybody can see then that both are of
  ///     one owner.
  /// - Throws: `wrongState` where there is nothing; `notAllowed` for an address that would link two incidents.
  package func withdraw(_ address: Address, to payout: Address, acceptsLink: Bool = false) async throws -> DeskReceipt {
    let (request, _, keys) = try await mine(address)
    guard try await !ledger.credit(of: keys.account.address, in: address).isZero else {
      throw DeskError(.wrongState, "the request \(address) owes you nothing")
    }
    if !acceptsLink, try await isPayout(payout, ofOtherThan: request.evidence) {
      throw DeskError(
        .notAllowed,
        "\(payout) was paid for another incident of yours, so everybody could link the two; name an address of its own")
    }
    try store.audit("withdraw", subject: address.description, reason: "to \(payout)", at: now())
    return try await ledger.send(.withdraw(request: address, to: payout), signedBy: keys.account)
  }

  /// Whether an address was paid for another incident, as this desk's audit log has it.
  private func isPayout(_ payout: Address, ofOtherThan evidence: Address) async throws -> Bool {
    for entry in try store.auditLog() where entry.action == "withdraw" && entry.reason == "to \(payout)" {
      guard let request = try? Address(entry.subject) else { continue }
      if try await ledger.request(at: request).evidence != evidence { return true }
    }
    return false
  }
}
