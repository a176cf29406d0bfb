/// What a registry holds of somebody whose face was matched for sure.
package struct RiskSubject: Sendable, Hashable {
  /// The registry's name for the person's record; tells subjects apart.
  package let id: String
  /// 0 to 100.
  package let risk: Double
  package let isSuspect: Bool

  /// - Throws: ``ProtectionError`` unless the risk is a number from 0 to 100.
  package init(id: String, risk: Double, isSuspect: Bool) throws {
    guard risk >= 0, risk <= 100 else {
      throw ProtectionError(.invalidOption, "a risk is a number from 0 to 100")
    }
    self.id = id
    self.risk = risk
    self.isSuspect = isSuspect
  }
}
