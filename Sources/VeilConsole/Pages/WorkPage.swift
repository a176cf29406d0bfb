/// A page to work on: forms, what they found in cards, pictures, and beside it what can be done with it.
package struct WorkPage: PageModel {
  package let title: String
  package var subtitle: String?
  package var crumb: Link?
  package var badge: Badge?
  package var forms: [FormCard] = []
  package var sections: [DocumentPage.Section] = []
  package var galleries: [Gallery] = []
  package var side: [FormCard] = [] {
    didSet {
      hasSide = !side.isEmpty
      arrangement = hasSide ? "split" : "stack"
    }
  }
  package private(set) var hasSide = false
  package private(set) var arrangement = "stack"

  package init(_ title: String, subtitle: String? = nil) {
    self.title = title
    self.subtitle = subtitle
  }
}
