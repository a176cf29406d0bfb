package import Cryptography
internal import Foundation
internal import VeilEvidence

extension Requester {
  /// Redeems an approved request: checks the rekey and the key on this machine, downloads, checks the ciphertext, opens
  /// the film into a folder, checks it against what the device signed, and confirms. Where the owner or the camera did
  /// provably wrong, the dispute is sent instead. Can be done again at any time; a transfer goes on where it stopped.
  ///
  /// - Throws: `wrongState`, `swappedCiphertext`, `contentDiffers`, `contradiction`, `EvidenceError`; nothing is
  ///   confirmed then.
  package func redeem(
    _ address: Address, into folder: String, options: RedeemOptions = RedeemOptions(), progress: RedeemProgress? = nil
  ) async throws -> Redemption {
    let tracked = try await tracked(address)
    do {
      let redemption = try await redeem(tracked, into: folder, options: options, progress: progress)
      try remember(redemption, of: tracked.stored)
      return redemption
    } catch let error as CancellationError {
      throw error
    } catch {
      var row = tracked.stored
      row.fault = "\(error)"
      try store.update(row)
      throw error
    }
  }

  /// Looks for something provably wrong in an approved request, without downloading anything, and sends the proof.
  /// - Throws: `unfounded` where the key is good, so that no secret of the owner is given away.
  package func dispute(_ address: Address) async throws -> (dispute: FoundedDispute, receipt: DeskReceipt) {
    let (request, evidence) = try await approved(tracked(address))
    switch try KeyJudge(request: request, evidence: evidence, receiving: try key(of: address)).judge() {
    case .founded(let dispute): return (dispute, try await send(dispute, request, evidence))
    case .key(let key):
      guard let dispute = try await falsePlace(request, evidence, key: key) else {
        throw DeskError(.unfounded, "rekey and key are right, so there is nothing to dispute; redeem the request")
      }
      return (dispute, try await send(dispute, request, evidence))
    }
  }

  /// Confirms a film that was opened, which pays the owner.
  /// - Throws: `wrongState` unless the film is open and the request approved.
  package func confirm(_ address: Address) async throws -> DeskReceipt {
    let tracked = try await tracked(address)
    guard tracked.stored.films != nil, tracked.ledger?.state == .approved else {
      throw DeskError(.wrongState, "only a request whose film is open and not yet confirmed can be confirmed")
    }
    return try await ledger.send(.confirm(request: address), signedBy: account)
  }

  // MARK: Steps

  private func redeem(
    _ tracked: TrackedRequest, into folder: String, options: RedeemOptions, progress: RedeemProgress?
  ) async throws -> Redemption {
    let (request, evidence) = try await approved(tracked)
    progress?(.checkingKey, 0, 0)
    switch try KeyJudge(request: request, evidence: evidence, receiving: try key(of: request.address)).judge() {
    case .founded(let dispute):
      return try await settle(dispute, request, evidence, options, checks: [])
    case .key(let key):
      let opened = try await open(request, evidence, key: key, into: folder, options, progress: progress)
      let place = try await place(request, evidence, key: key, opened.manifest, needsCloud: !options.usesMirror)
      let proxy = try await ProxyCheck(
        cloud: cloud, request: request, evidence: evidence, receiving: try self.key(of: request.address)
      ).run(by: account)
      let checks = Self.keyChecks + [proxy] + opened.checks + [place.check]
      if let dispute = place.dispute { return try await settle(dispute, request, evidence, options, checks: checks) }
      progress?(.confirming, 0, 0)
      // What is wrong and cannot be proven is the person's to judge; paying is not automatic then.
      let isOpen = options.confirms && request.state == .approved && checks.allSatisfy { $0.outcome != .wrong }
      let receipt = isOpen ? try await ledger.send(.confirm(request: request.address), signedBy: account) : nil
      return Redemption(
        request: request.address, incident: evidence.incident, rendition: request.rendition,
        outcome: .opened(films: opened.films, confirmation: receipt), checks: checks)
    }
  }

  private static let keyChecks = [
    DeskCheck("Rekey", .right, "it fits the owner's public key of this evidence"),
    DeskCheck("Key", .right, "the capsule holds the key that the evidence commits to"),
    DeskCheck("Ciphertext", .right, "its root is the one that the evidence commits to"),
  ]

  private func approved(_ tracked: TrackedRequest) async throws -> (DeskRequest, DeskEvidence) {
    guard let request = tracked.ledger, [.approved, .settled].contains(request.state) else {
      throw DeskError(
        .wrongState,
        "the request is \(tracked.ledger?.state.description ?? "not on the ledger yet"); only an approved one can be redeemed"
      )
    }
    return (request, try await ledger.evidence(at: request.evidence))
  }

  private func key(of address: Address) throws -> SecretKey {
    guard let index = try store.outgoingRequest(at: address.description)?.keyIndex else {
      throw DeskError(.notYours, "this desk made no request \(address)")
    }
    return try keys.key(index)
  }

  private func open(
    _ request: DeskRequest, _ evidence: DeskEvidence, key: SessionKey, into folder: String, _ options: RedeemOptions,
    progress: RedeemProgress?
  ) async throws -> FilmOpener.Opened {
    let sealed = try await fetch(request, evidence, into: folder, options) { progress?(.downloading, $0, $1) }
    let opener = FilmOpener(evidence: evidence, rendition: request.rendition, key: key)
    return try await opener.open(sealed, into: folder) { progress?(.opening, $0, $1) }
  }

  /// The sealed film: from this machine, from the cloud, and where that does not serve it, from the owner's link.
  private func fetch(
    _ request: DeskRequest, _ evidence: DeskEvidence, into folder: String, _ options: RedeemOptions,
    progress: @escaping ByteProgress
  ) async throws -> String {
    let fetcher = BlobFetcher(folder: folder)
    let root = evidence.binding.sealed(request.rendition).ciphertextRoot
    if let path = try await fetcher.fetched(root) { return path }
    do {
      let grant = try await cloud.grant(request.address, rendition: request.rendition, by: account)
      return try await fetcher.fetch(
        root, from: { [cloud] in try await cloud.download(root, grant: grant, from: $0, body: $1) }, progress: progress)
    } catch {
      try Task.checkCancellation()
      guard options.usesMirror, let link = request.approval?.link, !link.isEmpty else { throw error }
      return try await fetcher.fetch(
        root, from: { [mirror] in try await mirror.download(link, from: $0, body: $1) }, progress: progress)
    }
  }

  // MARK: Place

  private func place(
    _ request: DeskRequest, _ evidence: DeskEvidence, key: SessionKey, _ manifest: SealedManifest,
    needsCloud: Bool = true
  ) async throws -> (check: DeskCheck, dispute: FoundedDispute?) {
    guard let claim = try await claim(evidence.incident, needsCloud: needsCloud) else {
      return (DeskCheck("Place", .open, "the cloud does not show the place that the camera signed"), nil)
    }
    let judge = PlaceJudge(evidence: evidence, claim: claim, rules: try await ledger.rules())
    guard request.rendition == .protected else {
      let check =
        judge.agrees(with: manifest)
        ? DeskCheck("Place", .right, "the film's time and place are those of the search")
        : DeskCheck("Place", .wrong, "the film's time or place is not that of the search")
      return (check, nil)
    }
    switch try judge.judge(key: key, manifest: manifest) {
    case .founded(let dispute): return (DeskCheck("Place", .wrong, dispute.explanation), dispute)
    case .unopened:
      return (
        DeskCheck("Place", .wrong, "the evidence commits to a place that is neither the film's nor the search's"), nil
      )
    case .fits:
      guard judge.agrees(with: manifest) else {
        return (DeskCheck("Place", .wrong, "the film's time or place is not that of the search"), nil)
      }
      return (
        DeskCheck("Place", .right, "the film's time and place are those of the search and of the commitment"), nil
      )
    }
  }

  private func claim(_ incident: IncidentID, needsCloud: Bool) async throws -> SignedPlaceClaim? {
    do {
      return try await cloud.incident(incident).claim
    } catch {
      try Task.checkCancellation()
      guard !needsCloud else { throw error }
      return nil
    }
  }

  /// A contradiction that shows without the film.
  private func falsePlace(
    _ request: DeskRequest, _ evidence: DeskEvidence, key: SessionKey
  ) async throws -> FoundedDispute? {
    guard request.rendition == .protected, let row = try store.outgoingRequest(at: request.address.description),
      let film = row.films?.first
    else { return nil }
    let folder = (film as NSString).deletingLastPathComponent
    let root = evidence.binding.protected.ciphertextRoot
    let sealed = folder + "/\(root.hex.prefix(16)).veil"
    guard FileManager.default.fileExists(atPath: sealed) else { return nil }
    let manifest = try SealedFile(sealed).manifest(with: key)
    return try await place(request, evidence, key: key, manifest).dispute
  }

  // MARK: Ends

  private func settle(
    _ dispute: FoundedDispute, _ request: DeskRequest, _ evidence: DeskEvidence, _ options: RedeemOptions,
    checks: [DeskCheck]
  ) async throws -> Redemption {
    let receipt = options.disputes ? try await send(dispute, request, evidence) : nil
    return Redemption(
      request: request.address, incident: evidence.incident, rendition: request.rendition,
      outcome: .disputable(dispute, receipt: receipt),
      checks: checks + [DeskCheck(dispute.kind.rawValue.capitalized, .wrong, dispute.explanation)])
  }

  private func send(
    _ dispute: FoundedDispute, _ request: DeskRequest, _ evidence: DeskEvidence
  ) async throws -> DeskReceipt {
    guard request.state == .approved else {
      throw DeskError(.wrongState, "the request is \(request.state); the time for a dispute is over")
    }
    // By the ledger's time: a clock that is fast must not take the last hour of a dispute.
    if let end = request.approval?.confirmBy, end < (try await ledger.time()) {
      throw DeskError(.wrongState, "the time for a dispute ended; the owner can be paid now")
    }
    return try await ledger.send(
      .dispute(request: request, evidence: evidence, dispute, receiving: try key(of: request.address)),
      signedBy: account)
  }

  private func remember(_ redemption: Redemption, of row: OutgoingRequest) throws {
    var row = row
    if !redemption.films.isEmpty { row.films = redemption.films }
    row.checks = redemption.checks
    row.fault = nil
    if case .disputable(let dispute, _) = redemption.outcome { row.fault = dispute.explanation }
    try store.update(row)
  }
}
