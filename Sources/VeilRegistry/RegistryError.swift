/// Why the registry did not do something, in one sentence that says what to do. Never carries an attribute or a key.
package struct RegistryError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of failure it is, for callers that decide by it.
  package enum Code: String, Sendable, Hashable, CaseIterable {
    /// An attribute, an assessment or a query is not what it must be.
    case invalidAttribute, invalidAssessment, invalidQuery, unknownAttribute
    /// The person is enrolled already; there is no such record; the record is revoked or erased.
    case exists, notFound, revoked, erased
    /// The key is no manager's of this registry; the manager is not enrolled on the ledger, or with another key.
    case notAuthorised
    /// What lies on the disk is not what was written, or not what the ledger says.
    case tampered, damaged
    /// The embedding, template or photograph cannot be used.
    case unusableFace
    /// The ledger says otherwise than expected.
    case ledger
    case notReadable, notWritable
  }

  package let code: Code
  /// The sentence for a person.
  package let message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }
}
