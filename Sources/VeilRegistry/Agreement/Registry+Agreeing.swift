internal import Cryptography
internal import Ethereum

/// The two-person rule: a record is opened by one manager with the signature of another.
extension Registry {
  /// Whether no record is opened by one manager alone.
  package var hasTwoPersonRule: Bool { get throws { try store.setting(TwoPersonRule.setting) == TwoPersonRule.on } }

  /// A request for another manager's agreement, with a line in the audit log.
  /// - Throws: ``RegistryError`` `invalidQuery` for a time that is too long.
  package func ask(_ subject: AgreementSubject, purpose: AuditPurpose, seconds: UInt64) throws -> AgreementRequest {
    try ask(subject, words: nil, purpose: purpose, seconds: seconds)
  }

  /// A request to search for words. They are encrypted for the other managers; of the rest of the file nobody learns them.
  package func ask(
    for query: [Attribute], form: TokenForm = .exact, purpose: AuditPurpose, seconds: UInt64
  ) throws -> AgreementRequest {
    let words = AgreementWords(form: form, attributes: query)
    return try ask(try subject(of: words), words: words, purpose: purpose, seconds: seconds)
  }

  private func ask(
    _ subject: AgreementSubject, words: AgreementWords?, purpose: AuditPurpose, seconds: UInt64
  ) throws -> AgreementRequest {
    guard (1...AgreementRequest.maximumDuration).contains(seconds) else {
      throw RegistryError(.invalidQuery, "an agreement holds for up to 30 days; ask for a shorter time")
    }
    if case .record(let id) = subject { _ = try live(id) }
    var sealed: [Address: [UInt8]] = [:]
    for other in try store.managers() where other.account != manager.account.address {
      guard let words else { continue }
      sealed[other.account] = try KeyWrap.seal(try SecretBytes(copying: words.bytes), to: other.openingKey)
    }
    let time = now()
    try note(.ask, purpose, subject.records)
    return AgreementRequest(
      registry: try store.registryHash(), asker: manager.account.address, subject: subject, reason: purpose.reason,
      caseNumber: purpose.caseNumber, askedAt: time, expiresAt: time + seconds,
      nonce: Hash256(RandomBytes.make(32)) ?? Hash256(), words: sealed)
  }

  /// What a search is about, by its tokens under the newest key.
  func subject(of words: AgreementWords) throws -> AgreementSubject {
    guard !words.attributes.isEmpty else {
      throw RegistryError(.invalidQuery, "name at least one attribute, such as plate=…")
    }
    let tokenizer = try tokenizer(try currentKey)
    let tokens = Set(try words.attributes.map { try tokenizer.query($0, words.form) })
    var hash = Keccak256()
    hash.update(Keccak256.hash("veilcam.registry.query.v1".utf8))
    hash.update([words.form.number])
    for token in tokens.sorted() { hash.update(token) }
    return .query(hash.finalize())
  }

  /// The words that a request is about, for the manager who is to agree; nil where it is about no words.
  /// - Throws: ``RegistryError``: `notAuthorised` where they are not for this manager, `invalidQuery` where the request
  ///   is about other words than it shows.
  package func words(of request: AgreementRequest) throws -> AgreementWords? {
    guard case .query = request.subject else { return nil }
    guard let sealed = request.words[manager.account.address] else {
      throw RegistryError(
        .notAuthorised, "the words of this request are not encrypted for this manager; let him be asked again")
    }
    let words = try AgreementWords(bytes: try KeyWrap.open(sealed, with: manager.opening).withUnsafeBytes { Array($0) })
    guard try subject(of: words) == request.subject else {
      throw RegistryError(
        .invalidQuery, "the request is about other words than it shows, or from before a rotation; do not agree to it")
    }
    return words
  }

  /// Signs another manager's request, with a line in the audit log.
  /// - Throws: ``RegistryError`` that says why it is not signed.
  package func agree(to request: AgreementRequest) async throws -> SignedAgreement {
    guard request.asker != manager.account.address else {
      throw RegistryError(.notAuthorised, "nobody agrees to his own request; let another manager do it")
    }
    try requireFitting(request)
    try await requireManager(request.asker)
    _ = try words(of: request)
    if case .record(let id) = request.subject { _ = try live(id) }
    try note(
      .agree, try AuditPurpose(reason: request.reason, caseNumber: request.caseNumber), request.subject.records)
    return SignedAgreement(request, signature: try request.typedData().signed(by: manager.account))
  }

  private func requireFitting(_ request: AgreementRequest) throws {
    guard request.registry == (try store.registryHash()) else {
      throw RegistryError(.notAuthorised, "the agreement is for another registry")
    }
    guard now() < request.expiresAt, request.expiresAt <= request.askedAt &+ AgreementRequest.maximumDuration else {
      throw RegistryError(.notAuthorised, "the agreement has expired; ask for another one")
    }
  }

  /// A manager who stands, here and on the ledger.
  private func requireManager(_ account: Address) async throws {
    guard let known = try store.managers().first(where: { $0.account == account }) else {
      throw RegistryError(.notAuthorised, "\(account) is no manager of this registry")
    }
    try await Self.requireStanding(known, ledger)
  }

  /// The second manager's consent to a look: none where none is needed and none is given; then the subject is not made.
  /// - Throws: ``RegistryError`` `notAuthorised` that says what is wrong with the agreement, or that there is none.
  func consent(
    to subject: @autoclosure () throws -> AgreementSubject, _ purpose: AuditPurpose?
  ) async throws -> Consent? {
    guard let agreement = purpose?.agreement else {
      guard try hasTwoPersonRule else { return nil }
      throw RegistryError(
        .notAuthorised,
        "this registry opens nothing for one manager alone; ask with `veilcam registry ask`, and let another one agree")
    }
    let request = agreement.request
    guard request.asker == manager.account.address else {
      throw RegistryError(.notAuthorised, "the agreement is with \(request.asker), not with this manager")
    }
    guard try request.subject == subject() else {
      throw RegistryError(
        .notAuthorised, "the agreement is about something else, or from before a rotation; ask for another one")
    }
    guard request.reason == purpose?.reason, request.caseNumber == purpose?.caseNumber else {
      throw RegistryError(.notAuthorised, "the agreement was given for another reason or case; name the agreed ones")
    }
    try requireFitting(request)
    let second = try agreement.signer()
    guard second != manager.account.address else {
      throw RegistryError(.notAuthorised, "nobody agrees to his own request; let another manager do it")
    }
    try await requireManager(second)
    return Consent(second: second, agreement: try agreement.hash)
  }
}

extension AgreementSubject {
  /// The record that it names, for the audit log.
  var records: [RecordID] {
    if case .record(let id) = self { [id] } else { [] }
  }
}
