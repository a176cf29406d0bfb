/// A line of a list of facts: a label and a text, a hash that can be copied, a link or a state.
package struct Fact: PageModel, Hashable {
  package let label: String
  package let text: String?
  package let hash: String?
  package let link: Link?
  package let badge: Badge?

  package init(_ label: String, _ text: String? = nil, hash: String? = nil, link: Link? = nil, badge: Badge? = nil) {
    self.label = label
    self.text = text
    self.hash = hash
    self.link = link
    self.badge = badge
  }
}

/// Facts under a heading.
package struct FactGroup: PageModel, Hashable {
  package let title: String
  package let facts: [Fact]

  package init(_ title: String, _ facts: [Fact]) {
    self.title = title
    self.facts = facts
  }
}
