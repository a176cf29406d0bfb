/// A number that is read first.
package struct Figure: PageModel, Hashable {
  package let value: String
  package let label: String

  package init(_ value: String, _ label: String) {
    self.value = value
    self.label = label
  }
}
