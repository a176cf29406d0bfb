/// Something that the desk verified on this machine, and what it found.
package struct DeskCheck: Sendable, Hashable, Codable {
  /// How it came out.
  package enum Outcome: String, Sendable, Hashable, Codable { case right, wrong, open }

  package let subject: String
  package let outcome: Outcome
  /// A sentence for a person.
  package let finding: String

  package init(_ subject: String, _ outcome: Outcome, _ finding: String) {
    self.subject = subject
    self.outcome = outcome
    self.finding = finding
  }
}
