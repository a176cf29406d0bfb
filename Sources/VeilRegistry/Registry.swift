internal import Cryptography
internal import Foundation
internal import VeilLedger

/// A registry of de-identified personal data (the risk paper; DESIGN section 9), as one manager works with it.
///
///     let registry = try await Registry.open(store, ledger: ledger, manager: keys)
///     try await registry.enroll(record)
///     let found = try await registry.search([Attribute(.plate, "12가 3456")], purpose: AuditPurpose(reason: "…"))
package struct Registry: Sendable {
  package let store: RegistryStore
  package let options: RegistryOptions
  let ledger: any RegistryLedger
  let manager: ManagerKeys
  /// The key of the newest epoch makes tokens; older ones find what a rotation has not reached yet.
  let keys: [RegistryKey]
  let now: @Sendable () -> UInt64
  /// What the ledger refused when the registry was opened; ``erase(_:purpose:)`` gives such a record up.
  package internal(set) var refused: [RefusedWrite] = []

  /// Seconds since 1970.
  package static let systemClock: @Sendable () -> UInt64 = { UInt64(max(0, Date().timeIntervalSince1970)) }

  /// Makes a registry whose first manager this is.
  /// - Throws: ``RegistryError`` `exists`, `notAuthorised`; what the ledger throws.
  package static func create(
    _ store: RegistryStore, options: RegistryOptions = RegistryOptions(), ledger: any RegistryLedger,
    manager: ManagerKeys, now: @escaping @Sendable () -> UInt64 = systemClock
  ) async throws -> Registry {
    _ = try Normaliser(countryCode: options.countryCode)
    try await requireStanding(manager.identity, ledger)
    let key = try RegistryKey.random(epoch: 1)
    try store.create(
      options.settings, manager.identity, try KeyWrap.seal(key.secret, to: manager.identity.openingKey))
    try store.append(.create, by: manager.account.address, at: now(), purpose: nil, records: [])
    if options.startsWithTwoPersonRule {
      try store.setTwoPersonRule(true, by: manager.account.address, at: now(), purpose: nil, consent: nil)
    }
    return Registry(store: store, options: options, ledger: ledger, manager: manager, keys: [key], now: now)
  }

  /// Opens a registry with a manager's keys, and finishes what was interrupted. What the ledger refuses stands in
  /// ``refused`` and keeps nobody from the rest.
  /// - Throws: ``RegistryError`` `notFound`, `notAuthorised`; what the ledger throws.
  package static func open(
    _ store: RegistryStore, ledger: any RegistryLedger, manager: ManagerKeys,
    now: @escaping @Sendable () -> UInt64 = systemClock
  ) async throws -> Registry {
    let options = try RegistryOptions(store.setting)
    try await requireStanding(manager.identity, ledger)
    let keyring = try store.keyring(of: manager.account.address)
    guard !keyring.isEmpty else {
      throw RegistryError(
        .notAuthorised, "this key is no manager's of this registry; let a manager run `veilcam registry admit`")
    }
    let keys = try keyring.sorted { $0.key < $1.key }.map { epoch, wrapped in
      try RegistryKey(epoch: epoch, secret: try KeyWrap.open(wrapped, with: manager.opening))
    }
    var registry = Registry(store: store, options: options, ledger: ledger, manager: manager, keys: keys, now: now)
    registry.refused = try await registry.settle()
    return registry
  }

  /// The key of the newest epoch.
  var currentKey: RegistryKey {
    get throws {
      guard let key = keys.last else { throw StoredRecord.damaged }
      return key
    }
  }

  func tokenizer(_ key: RegistryKey) throws -> Tokenizer {
    try Tokenizer(key: key, normaliser: try Normaliser(countryCode: options.countryCode), forms: options.forms)
  }

  func note(_ action: AuditLine.Action, _ purpose: AuditPurpose?, _ records: [RecordID], consent: Consent? = nil) throws
  {
    try store.append(
      action, by: manager.account.address, at: now(), purpose: purpose, records: records.map(\.description),
      consent: consent)
  }

  /// Tells the ledger what it has not been told: records that were written and not registered, revocations.
  /// - Returns: what the ledger refused.
  package func settle() async throws -> [RefusedWrite] {
    var refused: [RefusedWrite] = []
    for record in try store.records(.pending) {
      do { _ = try await register(record) } catch let error as LedgerError where error.isRefusal {
        refused.append(RefusedWrite(record: record.id, isRevocation: false, reason: error.message))
      }
    }
    for record in try store.unsettledRevocations() {
      do { try await settleRevocation(record) } catch let error as LedgerError where error.isRefusal {
        refused.append(RefusedWrite(record: record.id, isRevocation: true, reason: error.message))
      }
    }
    return refused
  }

  func register(_ record: StoredRecord) async throws -> UInt64 {
    let replaced = try record.replaces.map { try store.record($0) }
    let entry = try await ledger.register(
      commitment: record.commitment, ciphertextHash: record.ciphertextHash, supersedes: replaced?.entry ?? 0)
    try store.setLive(record, entry: entry)
    return entry
  }

  func settleRevocation(_ record: StoredRecord) async throws {
    guard let reason = record.revocation else { return }
    // A record that is given up may have reached the ledger all the same.
    var entry = record.entry
    if entry == nil { entry = try await ledger.number(of: record.commitment) }
    if let entry { try await ledger.revoke(entry, reason) }
    try store.setRevocationSettled(record)
  }

  /// - Throws: ``RegistryError`` `notAuthorised` unless the ledger knows the manager, with this very key.
  static func requireStanding(_ manager: ManagerIdentity, _ ledger: any RegistryLedger) async throws {
    guard let hash = try await ledger.keyHash(of: manager.account) else {
      throw RegistryError(
        .notAuthorised, "\(manager.account) is no manager of this registry on the ledger; ask its authority")
    }
    guard hash == manager.keyHash else {
      throw RegistryError(
        .notAuthorised, "the ledger knows \(manager.account) with another key; use the seed that was enrolled")
    }
  }
}
