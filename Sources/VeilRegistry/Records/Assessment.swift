package import Cryptography

/// What a manager holds of a subject, and until when. After that nobody knows anything of the subject.
package struct Assessment: Sendable, Hashable {
  package let risk: Risk
  /// The paper's suspect flag ("criminal intention").
  package let isSuspect: Bool
  /// The account of the manager who set it.
  package let setBy: Address
  /// Seconds since 1970.
  package let setAt: UInt64
  /// Seconds since 1970; from this second on it is expired.
  package let expiresAt: UInt64

  /// The longest that an assessment may hold: five years.
  package static let maximumDuration: UInt64 = 5 * 366 * 86_400

  /// - Throws: ``RegistryError`` `invalidAssessment` unless it ends after it was set, and not too late.
  package init(
    risk: Risk, isSuspect: Bool, setBy: Address, setAt: UInt64, expiresAt: UInt64
  ) throws(RegistryError) {
    guard expiresAt > setAt, expiresAt - setAt <= Self.maximumDuration else {
      throw RegistryError(.invalidAssessment, "an assessment expires within five years after it is set; name that day")
    }
    self.risk = risk
    self.isSuspect = isSuspect
    self.setBy = setBy
    self.setAt = setAt
    self.expiresAt = expiresAt
  }

  /// Whether it still holds.
  package func holds(at time: UInt64) -> Bool { time < expiresAt }
}
