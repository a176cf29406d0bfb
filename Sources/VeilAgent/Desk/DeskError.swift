/// Why the desk could not do something, in one sentence that says what to do. Never carries key material.
package struct DeskError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of failure it is, for callers that decide by it.
  package enum Code: String, Sendable, Hashable, CaseIterable {
    /// The request or the evidence is in no state for this, is not this party's, or is not known.
    case wrongState, notYours, unknown
    /// A rule of sharing forbids it: reward too low, reason or second confirmation missing.
    case notAllowed
    /// The ciphertext is not the one of the evidence contract.
    case swappedCiphertext
    /// What was opened is not what the device signed for. Not provable on the ledger.
    case contentDiffers
    /// The ledger and the evidence contradict each other.
    case contradiction
    /// A dispute has no ground.
    case unfounded
    /// The cloud or the ledger does not answer, or says no.
    case unreachable, refused
    /// The desk's own files.
    case damagedState, notWritable
    /// A setting makes no sense.
    case invalidSetting
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
