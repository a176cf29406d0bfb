/// One incident: previews, what was verified, every hash, and beside it what the visitor can do.
package struct EvidencePage: PageModel {
  /// A protected preview.
  package struct Preview: PageModel {
    package let path: String
    package let caption: String

    package init(path: String, caption: String) {
      self.path = path
      self.caption = caption
    }
  }

  package let title: String
  package let subtitle: String
  package let backPath: String
  package let backTitle: String
  package let badge: Badge?
  package let previews: [Preview]
  package let checks: [Check]
  package let groups: [FactGroup]
  /// Markup that another template rendered.
  package let side: String
  package let hasSide: Bool

  package init(
    title: String, subtitle: String, back: Link, badge: Badge?, previews: [Preview], checks: [Check],
    groups: [FactGroup], side: String = ""
  ) {
    self.title = title
    self.subtitle = subtitle
    backPath = back.path
    backTitle = back.title
    self.badge = badge
    self.previews = previews
    self.checks = checks
    self.groups = groups
    self.side = side
    hasSide = !side.isEmpty
  }
}
