package import Cryptography
package import Ethereum
package import VeilCloudAPI
package import VeilEvidence

/// The requester's side of sharing: ask, pay, receive, verify, and dispute what is provably wrong.
///
///     let requester = Requester(ledger: ledger, cloud: cloud, store: store, keys: keys, account: account)
///     let request = try await requester.request(evidence, rendition: .protected, reward: nil, reason: "")
///     let redemption = try await requester.redeem(request.address, into: folder)
package actor Requester {
  let ledger: any SharingLedger
  let cloud: any SharingCloud
  let store: DeskStore
  let keys: RequestKeys
  let account: SecretKey
  let mirror: any BlobMirror
  let now: @Sendable () -> Int64

  /// - Parameters:
  ///   - account: pays rewards and gets refunds.
  ///   - mirror: fetches films from where owners say that they lie.
  ///   - now: milliseconds since 1970.
  package init(
    ledger: any SharingLedger, cloud: any SharingCloud, store: DeskStore, keys: RequestKeys, account: SecretKey,
    mirror: any BlobMirror = LinkMirror(), now: @escaping @Sendable () -> Int64
  ) {
    self.ledger = ledger
    self.cloud = cloud
    self.store = store
    self.keys = keys
    self.account = account
    self.mirror = mirror
    self.now = now
  }

  package nonisolated var address: Address { account.address }

  /// Tells the cloud what the incident of an own request was, so that cameras learn from it.
  package func say(_ verdict: IncidentVerdict, of address: Address) async throws {
    try await cloud.say(verdict, of: address, by: account)
  }

  // MARK: Asking

  /// Asks for a film with a fresh key. The key's index is on the disk before anything is sent.
  ///
  /// - Parameters:
  ///   - reward: in wei; nil offers the least that the ledger accepts.
  ///   - reason: for the owner; needed for the original, at most 256 bytes.
  /// - Throws: `notAllowed`, `wrongState` for evidence that is not verified, `refused`.
  package func request(
    _ evidence: Address, rendition: Rendition, reward: UInt256?, reason: String
  ) async throws -> DeskRequest {
    let rules = try await ledger.rules()
    let reward = reward ?? rules.minimumReward
    try Self.check(reward: reward, rules: rules, rendition: rendition, reason: reason)
    let found = try await ledger.evidence(at: evidence)
    guard found.status == .verified else {
      throw DeskError(.wrongState, "the evidence is not verified; wait until the cloud has checked it")
    }
    var stored = try prepare(found, rendition: rendition, reward: reward, reason: reason)
    let key = try keys.key(stored.keyIndex ?? 0).publicKey
    let receipt = try await ledger.send(
      .request(evidence: found, rendition: rendition, publicKey: key, reward: reward, reason: reason),
      signedBy: account)
    guard let address = receipt.created else {
      throw DeskError(.refused, "the ledger took the request and does not say where it is; look at `veilcam requests`")
    }
    stored.address = address.description
    stored.transaction = receipt.transaction.description
    try store.update(stored)
    return try await ledger.request(at: address)
  }

  private static func check(reward: UInt256, rules: SharingRules, rendition: Rendition, reason: String) throws {
    guard reward >= rules.minimumReward else {
      throw DeskError(.notAllowed, "the least reward is \(rules.minimumReward) wei; offer that or more")
    }
    guard reason.utf8.count <= 256 else {
      throw DeskError(.notAllowed, "the reason has \(reason.utf8.count) bytes; 256 fit")
    }
    guard rendition == .protected || !reason.isEmpty else {
      throw DeskError(.notAllowed, "the original needs a reason, which the owner and everybody else will read")
    }
  }

  /// The row and its fresh key.
  private func prepare(
    _ evidence: DeskEvidence, rendition: Rendition, reward: UInt256, reason: String
  ) throws -> OutgoingRequest {
    var stored = try store.insert(
      OutgoingRequest(
        evidence: evidence.address.description, incident: evidence.incident.description, rendition: rendition.rawValue,
        account: account.address.description, publicKey: "", reward: reward.description, reason: reason,
        createdAt: now()))
    stored.publicKey = Hex.encode(try keys.key(stored.keyIndex ?? 0).publicKey.compressed, prefix: true)
    try store.update(stored)
    return stored
  }

  // MARK: Following

  /// All requests of this desk, the latest first. Requests whose transaction was sent but whose answer was lost are found
  /// on the ledger by their keys.
  package func requests() async throws -> [TrackedRequest] {
    let stored = try store.outgoingRequests()
    guard !stored.isEmpty else { return [] }
    let all = try await ledger.requests()
    var tracked: [TrackedRequest] = []
    for var row in stored {
      let found = all.first { request in
        request.address.description == row.address
          || Hex.encode(request.publicKey.compressed, prefix: true) == row.publicKey
      }
      if row.address == nil, let found {
        row.address = found.address.description
        try store.update(row)
      }
      tracked.append(try await track(row, found))
    }
    return tracked
  }

  /// One request.
  /// - Throws: `notYours` where this desk did not make it.
  package func tracked(_ address: Address) async throws -> TrackedRequest {
    guard let row = try store.outgoingRequest(at: address.description) else {
      throw DeskError(.notYours, "this desk made no request \(address)")
    }
    return try await track(row, try await ledger.request(at: address))
  }

  private func track(_ row: OutgoingRequest, _ request: DeskRequest?) async throws -> TrackedRequest {
    var credit = UInt256.zero
    if let request { credit = try await ledger.credit(of: account.address, in: request.address) }
    return TrackedRequest(
      stored: row, ledger: request, credit: credit, incident: try IncidentID(text: row.incident),
      rendition: Rendition(rawValue: row.rendition) ?? .protected)
  }

  // MARK: Money

  /// Takes a request back that the owner has not answered.
  /// - Throws: `wrongState` after the approval: then there is a film to redeem, or a dispute.
  package func refund(_ address: Address) async throws -> DeskReceipt {
    let request = try await tracked(address).ledger
    guard request?.state == .requested else {
      throw DeskError(
        .wrongState,
        "the request is \(request?.state.description ?? "unknown"); only one without an answer can be taken back")
    }
    return try await ledger.send(.cancel(request: address), signedBy: account)
  }

  /// Takes out what the request owes this account.
  /// - Parameter payout: nil pays to the account itself.
  /// - Throws: `wrongState` where there is nothing.
  package func withdraw(_ address: Address, to payout: Address? = nil) async throws -> DeskReceipt {
    guard try await !ledger.credit(of: account.address, in: address).isZero else {
      throw DeskError(.wrongState, "the request \(address) owes this account nothing")
    }
    return try await ledger.send(.withdraw(request: address, to: payout ?? account.address), signedBy: account)
  }
}
