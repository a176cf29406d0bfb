internal import Cryptography
internal import VeilLedger

extension Registry {
  /// Finds the records that have all of the attributes: the raw words go through the same de-identification as the
  /// records did (the risk paper's figure 2). The search is in the audit log before anything is opened.
  /// - Throws: ``RegistryError``: `invalidQuery`; `tampered` naming a record that is not what the ledger has.
  package func search(
    _ query: [Attribute], form: TokenForm = .exact, purpose: AuditPurpose
  ) async throws -> [FoundRecord] {
    guard !query.isEmpty else { throw RegistryError(.invalidQuery, "name at least one attribute, such as plate=…") }
    let consent = try await consent(to: try subject(of: AgreementWords(form: form, attributes: query)), purpose)
    var found: [StoredRecord] = []
    for key in keys {
      let tokenizer = try tokenizer(key)
      found += try store.records(with: try query.map { try tokenizer.query($0, form) })
    }
    try note(.search, purpose, found.map(\.id), consent: consent)
    var opened: [FoundRecord] = []
    for record in found { opened.append(try await shown(record)) }
    return opened
  }

  /// Where a record stands. Opens nothing, and so leaves no line.
  /// - Throws: ``RegistryError`` `notFound`
  package func standing(of id: RecordID) throws -> StoredRecord { try store.record(id) }

  /// Opens one record.
  /// - Throws: ``RegistryError``: `notFound`, `revoked`, `erased`, `tampered`.
  package func show(_ id: RecordID, purpose: AuditPurpose) async throws -> FoundRecord {
    let record = try live(id)
    try note(.show, purpose, [id], consent: try await consent(to: .record(id), purpose))
    return try await shown(record)
  }

  /// Opens every live record, for those whose right it is to have all of it.
  package func export(purpose: AuditPurpose) async throws -> [FoundRecord] {
    let records = try store.records(.live)
    try note(.export, purpose, records.map(\.id), consent: try await consent(to: .export, purpose))
    var opened: [FoundRecord] = []
    for record in records { opened.append(try await shown(record)) }
    return opened
  }

  func shown(_ record: StoredRecord) async throws -> FoundRecord {
    let opened = try await open(record)
    guard let entry = record.entry else {
      throw RegistryError(.ledger, "record \(record.id) is not on the ledger yet; repeat the command")
    }
    return FoundRecord(
      id: record.id, entry: entry, record: opened, holds: opened.assessment.holds(at: now()))
  }

  /// Decrypts a record after comparing it with the ledger.
  func open(_ record: StoredRecord) async throws -> SubjectRecord {
    try await compareWithLedger(record)
    guard let ciphertext = record.ciphertext,
      let wrapped = try store.wrappedKey(of: record, for: manager.account.address)
    else {
      throw RegistryError(
        .notAuthorised, "record \(record.id) holds no key for this manager; let another one admit him")
    }
    let key = try KeyWrap.open(wrapped, with: manager.opening)
    return try SubjectRecord(plaintext: try RecordCipher.open(ciphertext, key, id: record.id))
  }

  private func compareWithLedger(_ record: StoredRecord) async throws {
    let tampered = RegistryError(
      .tampered, "record \(record.id) is not what the ledger has of it; restore the registry from a backup")
    guard let ciphertext = record.ciphertext, Keccak256.hash(ciphertext) == record.ciphertextHash else {
      throw tampered
    }
    guard let number = record.entry else { return }
    guard let entry = try await ledger.entry(number), entry.ciphertextHash == record.ciphertextHash,
      entry.commitment == record.commitment
    else { throw tampered }
    guard entry.revocation == nil else {
      throw RegistryError(.revoked, "record \(record.id) is revoked on the ledger; do not use it")
    }
    guard TokenCommitment.make(salt: record.salt, tokens: try store.tokens(of: record)) == record.commitment else {
      throw tampered
    }
  }
}
