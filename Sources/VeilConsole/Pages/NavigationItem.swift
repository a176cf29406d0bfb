/// An entry of the main navigation.
package struct NavigationItem: Sendable, Hashable {
  package let title: String
  package let path: String
  /// How many things wait there; nil shows nothing.
  package var count: Int?

  package init(_ title: String, path: String, count: Int? = nil) {
    self.title = title
    self.path = path
    self.count = count
  }
}
