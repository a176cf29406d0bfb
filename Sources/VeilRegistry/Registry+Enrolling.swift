internal import Cryptography
internal import VeilLedger

extension Registry {
  /// Enrols a person: encrypts the record, makes its tokens and templates, writes both here and then registers the entry.
  /// What is interrupted in between is finished when the registry is next opened.
  /// - Throws: ``RegistryError`` `exists` where the person is enrolled, `ledger` where the ledger refuses the entry; what the
  ///   ledger throws.
  @discardableResult
  package func enroll(_ record: SubjectRecord) async throws -> FoundRecord {
    try await write(record, replaces: nil, action: .enroll)
  }

  /// The record of a person, nil if he is not enrolled.
  package func enrolled(_ attributes: [Attribute]) throws -> RecordID? {
    for key in keys {
      if let found = try store.record(identity: try tokenizer(key).identity(of: attributes, key)) { return found }
    }
    return nil
  }

  /// Gives a person another assessment, and more faces if there are any: a new version, which revokes the old one.
  /// - Parameter purpose: with another manager's agreement where the two-person rule is in force.
  /// - Throws: as ``show(_:purpose:)``
  @discardableResult
  package func revise(
    _ id: RecordID, _ assessment: Assessment, faces: [FaceEmbedding] = [], purpose: AuditPurpose? = nil
  ) async throws -> FoundRecord {
    let consent = try await consent(to: .record(id), purpose)
    let known = try await open(try live(id))
    return try await write(
      try known.assessed(assessment, faces: faces), replaces: id, action: .revise, purpose, consent)
  }

  func live(_ id: RecordID) throws -> StoredRecord {
    let record = try store.record(id)
    switch record.state {
    case .live, .pending: return record
    case .revoked: throw RegistryError(.revoked, "record \(id) is revoked, which is final")
    case .erased: throw RegistryError(.erased, "record \(id) was erased or replaced; nothing of it is left")
    }
  }

  private func write(
    _ record: SubjectRecord, replaces: RecordID?, action: AuditLine.Action, _ purpose: AuditPurpose? = nil,
    _ consent: Consent? = nil
  ) async throws -> FoundRecord {
    let new = try sealed(record, under: try currentKey, replaces: replaces)
    let stored = try store.insert(new)
    try note(action, purpose, [stored.id], consent: consent)
    let entry = try await registered(stored)
    return FoundRecord(id: stored.id, entry: entry, record: record, holds: record.assessment.holds(at: now()))
  }

  /// Registers a record, or says how to go on without it.
  func registered(_ record: StoredRecord) async throws -> UInt64 {
    do {
      return try await register(record)
    } catch let error as LedgerError where error.isRefusal {
      let refused = RefusedWrite(record: record.id, isRevocation: false, reason: error.message)
      throw RegistryError(.ledger, refused.description)
    }
  }

  /// A record under a fresh data key that every manager can open.
  func sealed(_ record: SubjectRecord, under key: RegistryKey, replaces: RecordID?) throws -> NewRecord {
    let tokenizer = try tokenizer(key)
    let id = RecordID.random()
    let dataKey = try SecretBytes.random(count: 32)
    var wrapped: [Address: [UInt8]] = [:]
    for manager in try store.managers() {
      wrapped[manager.account] = try KeyWrap.seal(dataKey, to: manager.openingKey)
    }
    let maker = try TemplateMaker(key: key)
    return NewRecord(
      id: id, epoch: key.epoch, replaces: replaces,
      identity: try tokenizer.identity(of: record.attributes, key), salt: Hash256(RandomBytes.make(32)) ?? Hash256(),
      tokens: try tokenizer.tokens(of: record.attributes),
      ciphertext: try RecordCipher.seal(record.plaintext, dataKey, id: id), wrappedKeys: wrapped,
      templates: record.faces.map { ($0.embedder, maker.template(of: $0)) })
  }
}
