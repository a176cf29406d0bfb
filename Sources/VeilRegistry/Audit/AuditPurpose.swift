/// Why a manager looks, and who agreed to it: no look without a reason.
package struct AuditPurpose: Sendable, Hashable {
  package static let maximumByteCount = 500

  package let reason: String
  package let caseNumber: String
  /// Another manager's agreement, where the two-person rule is in force.
  package private(set) var agreement: SignedAgreement?

  /// - Throws: ``RegistryError`` `invalidQuery` without a reason.
  package init(reason: String, caseNumber: String = "") throws(RegistryError) {
    guard reason.contains(where: { !$0.isWhitespace }), reason.utf8.count <= Self.maximumByteCount,
      caseNumber.utf8.count <= Self.maximumByteCount
    else { throw RegistryError(.invalidQuery, "a reason is required, of at most \(Self.maximumByteCount) bytes") }
    self.reason = reason
    self.caseNumber = caseNumber
  }

  /// The reason and case that another manager agreed to.
  package init(of agreement: SignedAgreement) throws(RegistryError) {
    try self.init(reason: agreement.request.reason, caseNumber: agreement.request.caseNumber)
    self.agreement = agreement
  }

  /// The same with another manager's agreement.
  package func agreed(_ agreement: SignedAgreement) -> AuditPurpose {
    var purpose = self
    purpose.agreement = agreement
    return purpose
  }
}
