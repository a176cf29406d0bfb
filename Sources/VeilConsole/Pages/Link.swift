/// Where a word leads.
package struct Link: PageModel, Hashable {
  package let title: String
  package let path: String

  /// - Parameter path: an address on this server, beginning with `/`.
  package init(_ title: String, to path: String) {
    self.title = title
    self.path = path
  }
}
