package import Cryptography
internal import VeilEvidence

extension Registry {
  /// Lets another manager open what is there: the registry's keys and every data key are wrapped for him.
  /// - Throws: ``RegistryError`` `notAuthorised` unless the ledger knows him with this very key.
  package func admit(_ other: ManagerIdentity, purpose: AuditPurpose) async throws {
    try await Self.requireStanding(other, ledger)
    guard try !store.managers().contains(where: { $0.account == other.account }) else {
      throw RegistryError(.exists, "\(other.account) is a manager of this registry already")
    }
    var keyring: [UInt32: [UInt8]] = [:]
    for key in keys { keyring[key.epoch] = try KeyWrap.seal(key.secret, to: other.openingKey) }
    var wrapped: [Int64: [UInt8]] = [:]
    for state in [StoredRecord.State.pending, .live, .revoked] {
      for record in try store.records(state) {
        guard let mine = try store.wrappedKey(of: record, for: manager.account.address) else { continue }
        wrapped[record.row] = try KeyWrap.seal(try KeyWrap.open(mine, with: manager.opening), to: other.openingKey)
      }
    }
    try store.append(
      .admit, by: manager.account.address, at: now(), purpose: purpose, records: [other.account.description])
    try store.admit(other, keyring: keyring, records: wrapped)
  }

  /// Destroys what is wrapped for a manager. What he has read he has read, so rotate the key too.
  package func dismiss(_ account: Address, purpose: AuditPurpose) throws {
    guard account != manager.account.address else {
      throw RegistryError(.invalidQuery, "a manager cannot dismiss himself; another one has to")
    }
    guard try store.managers().contains(where: { $0.account == account }) else {
      throw RegistryError(.notFound, "\(account) is no manager of this registry")
    }
    try store.append(
      .dismiss, by: manager.account.address, at: now(), purpose: purpose, records: [account.description])
    try store.remove(account)
  }

  /// Puts a new key in the place of the old one: every record gets new tokens, templates, data key and entry, which
  /// revokes the old entry, and then the old key is destroyed. Goes on where it was interrupted; until it is done, records
  /// are found under either key.
  /// - Returns: the registry with the new key.
  package func rotate(
    purpose: AuditPurpose, progress: @Sendable (_ done: Int, _ all: Int) -> Void = { _, _ in }
  ) async throws -> Registry {
    // The old key goes at the end, and what the ledger has not got yet would never be found again.
    let waiting = try await settle().filter { !$0.isRevocation }
    if let first = waiting.first { throw RegistryError(.ledger, first.description) }
    let rotated = keys.count > 1 ? self : try withNewKey(purpose)
    let newest = try rotated.currentKey
    let old = try store.records(.live).filter { $0.epoch < newest.epoch }
    for (index, record) in old.enumerated() {
      try Task.checkCancellation()
      let opened = try await rotated.open(record)
      let stored = try store.insert(try rotated.sealed(opened, under: newest, replaces: record.id))
      _ = try await rotated.registered(stored)
      progress(index + 1, old.count)
    }
    try store.forgetKeys(before: newest.epoch)
    return Registry(
      store: store, options: options, ledger: ledger, manager: manager, keys: [newest], now: now)
  }

  private func withNewKey(_ purpose: AuditPurpose) throws -> Registry {
    let key = try RegistryKey.random(epoch: try currentKey.epoch + 1)
    var wrapped: [Address: [UInt8]] = [:]
    for manager in try store.managers() {
      wrapped[manager.account] = try KeyWrap.seal(key.secret, to: manager.openingKey)
    }
    try note(.rotate, purpose, [])
    try store.add(epoch: key.epoch, wrapped)
    return Registry(
      store: store, options: options, ledger: ledger, manager: manager, keys: keys + [key], now: now)
  }

  /// Writes size and Merkle root of the audit log on the ledger, if there is anything new.
  /// - Returns: how many lines are anchored.
  @discardableResult
  package func anchorAudit() async throws -> Int {
    let tree = MerkleTree(leaves: try store.auditLines().map(\.hash))
    if let last = try await ledger.anchored(), last.size == UInt64(tree.count), last.root == tree.root {
      return tree.count
    }
    try await ledger.anchor(size: UInt64(tree.count), root: tree.root)
    return tree.count
  }

  /// The audit log, checked line by line and against the root that was anchored last.
  /// - Throws: ``RegistryError`` `tampered`, also for a look against the two-person rule.
  package func audit() async throws -> (lines: [AuditLine], anchored: Int) {
    let lines = try store.auditLines()
    try TwoPersonRule.check(lines, isOn: try hasTwoPersonRule)
    guard let last = try await ledger.anchored() else { return (lines, 0) }
    guard let size = Int(exactly: last.size), size <= lines.count,
      MerkleTree(leaves: lines.prefix(size).map(\.hash)).root == last.root
    else {
      throw RegistryError(
        .tampered,
        "the audit log is not the one of \(last.size) lines that was anchored; compare it with a backup")
    }
    return (lines, size)
  }
}
