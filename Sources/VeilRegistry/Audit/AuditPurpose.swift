/// Why a manager looks: no look without a reason.
package struct AuditPurpose: Sendable, Hashable {
  package static let maximumByteCount = 500

  package let reason: String
  package let caseNumber: String

  /// - Throws: ``RegistryError`` `invalidQuery` without a reason.
  package init(reason: String, caseNumber: String = "") throws(RegistryError) {
    guard reason.contains(where: { !$0.isWhitespace }), reason.utf8.count <= Self.maximumByteCount,
      caseNumber.utf8.count <= Self.maximumByteCount
    else { throw RegistryError(.invalidQuery, "a reason is required, of at most \(Self.maximumByteCount) bytes") }
    self.reason = reason
    self.caseNumber = caseNumber
  }
}
