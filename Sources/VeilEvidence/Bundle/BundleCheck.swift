/// One thing that was checked in a bundle, or that could not be.
package struct BundleCheck: Sendable, Hashable {
  package enum Outcome: String, Sendable, Hashable {
    case right
    /// The bundle lacks what would be needed; nothing contradicts it.
    case absent
    case wrong
  }

  /// What was checked, in a few words.
  package let subject: String
  package let outcome: Outcome
  /// What was found, or what is wrong, in one sentence.
  package let finding: String

  package init(_ subject: String, _ outcome: Outcome, _ finding: String) {
    self.subject = subject
    self.outcome = outcome
    self.finding = finding
  }
}

/// What a verifier found in a bundle.
package struct BundleReport: Sendable, Hashable {
  package let checks: [BundleCheck]

  /// True if nothing is wrong. What is absent was not claimed and is not covered.
  package var isSound: Bool { checks.allSatisfy { $0.outcome != .wrong } }
}
