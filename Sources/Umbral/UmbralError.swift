/// Why proxy re-encryption was refused, in one sentence that says what to do. Never carries key material.
package struct UmbralError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of failure it is, for callers that decide by it.
  package enum Code: String, Sendable, Hashable {
    case malformed, invalidCapsule, invalidThreshold
    case missingKey, invalidCommitment, invalidSignature, invalidProof
    case noFragments, repeatedFragment, mixedFragments, wrongFragments
    case decryptionFailed, invalidEvidence
    case rekeyIsGood, rekeyIsBad, keyIsGood
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
