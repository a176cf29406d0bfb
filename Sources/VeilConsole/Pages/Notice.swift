/// A sentence above a page that says what just happened.
package struct Notice: PageModel, Hashable {
  package let text: String
  package let kind: String

  package init(_ text: String, _ kind: Badge.Kind = .info) {
    self.text = text
    self.kind = kind.rawValue
  }
}
