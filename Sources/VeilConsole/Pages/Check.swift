/// Something that was verified, and what was found.
package struct Check: PageModel, Hashable {
  /// How it came out.
  package enum Outcome: Sendable { case right, wrong, open }

  package let subject: String
  package let finding: String
  package let kind: String
  package let mark: String

  package init(_ subject: String, _ outcome: Outcome, _ finding: String) {
    self.subject = subject
    self.finding = finding
    switch outcome {
    case .right: (kind, mark) = ("good", "✓")
    case .wrong: (kind, mark) = ("bad", "✕")
    case .open: (kind, mark) = ("wait", "…")
    }
  }
}
