internal import Cryptography

/// When the two-person rule is in force: a setting of the registry's file, and lines of its audit log, which are anchored
/// and so tell when the setting was changed without a line.
enum TwoPersonRule {
  static let setting = "twoPersonRule"
  static let on = "on"
  static let off = "off"

  /// What opens a record, and so takes two.
  private static let looks: Set<AuditLine.Action> = [.search, .show, .export, .match, .revise]

  /// - Throws: ``RegistryError`` `tampered` naming a line of somebody who looked alone, or the setting.
  static func check(_ lines: [AuditLine], isOn: Bool) throws {
    var state = false
    for line in lines {
      if line.action == .rule { state = line.records == [on] }
      guard state, looks.contains(line.action), line.consent == nil else { continue }
      throw RegistryError(
        .tampered,
        "line \(line.number) of the audit log is a look of one manager alone, against the two-person rule; ask \(line.manager)"
      )
    }
    guard state == isOn else {
      throw RegistryError(
        .tampered, "the two-person rule was changed without a line in the audit log; restore the registry from a backup"
      )
    }
  }
}

extension Registry {
  /// Puts the two-person rule in force, or ends it, which takes two itself. A line in the audit log says so.
  /// - Throws: ``RegistryError``: `exists` where it is so already, `notAuthorised` without an agreement to end it.
  package func setTwoPersonRule(_ isOn: Bool, purpose: AuditPurpose) async throws {
    guard try hasTwoPersonRule != isOn else {
      throw RegistryError(.exists, "the two-person rule is \(isOn ? "in force" : "not in force") already")
    }
    let consent = isOn ? nil : try await consent(to: .end, purpose)
    guard try !isOn || store.managers().count > 1 else {
      throw RegistryError(
        .invalidQuery, "there is no second manager who could agree; let one in with `veilcam registry admit` first")
    }
    try store.setTwoPersonRule(isOn, by: manager.account.address, at: now(), purpose: purpose, consent: consent)
  }
}

extension RegistryStore {
  /// Writes the setting; the line comes first.
  func setTwoPersonRule(
    _ isOn: Bool, by manager: Address, at time: UInt64, purpose: AuditPurpose?, consent: Consent?
  ) throws {
    let value = isOn ? TwoPersonRule.on : TwoPersonRule.off
    try append(.rule, by: manager, at: time, purpose: purpose, records: [value], consent: consent)
    try set(TwoPersonRule.setting, value)
  }
}
