/// A page of cards with facts, checks and tables: ledger, audit log, a request.
package struct DocumentPage: PageModel {
  /// A card.
  package struct Section: PageModel {
    package let title: String?
    package let badge: Badge?
    package let text: String?
    package let facts: [Fact]
    package let hasFacts: Bool
    package let checks: [Check]
    package let hasChecks: Bool
    package let table: DataTable?

    package init(
      _ title: String? = nil, badge: Badge? = nil, text: String? = nil, facts: [Fact] = [], checks: [Check] = [],
      table: DataTable? = nil
    ) {
      self.title = title
      self.badge = badge
      self.text = text
      self.facts = facts
      hasFacts = !facts.isEmpty
      self.checks = checks
      hasChecks = !checks.isEmpty
      self.table = table
    }
  }

  package let title: String
  package let subtitle: String?
  package let crumb: Link?
  package let badge: Badge?
  package let figures: [Figure]
  package let hasFigures: Bool
  package let sections: [Section]

  package init(
    _ title: String, subtitle: String? = nil, crumb: Link? = nil, badge: Badge? = nil, figures: [Figure] = [],
    sections: [Section]
  ) {
    self.title = title
    self.subtitle = subtitle
    self.crumb = crumb
    self.badge = badge
    self.figures = figures
    hasFigures = !figures.isEmpty
    self.sections = sections
  }
}
