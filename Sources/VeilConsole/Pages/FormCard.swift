/// A card with a form that changes or opens something. It carries the session's token.
package struct FormCard: PageModel {
  package let id: String
  package let title: String?
  package let text: String?
  package let path: String
  package let token: String
  package let isUpload: Bool
  package let fields: [FormField]
  package let hasFields: Bool
  package let button: String
  /// The button's look: `primary` or `danger`.
  package let kind: String
  /// What the button says while the answer is awaited; nil where the answer is a file, and the page stays.
  package let busy: String?
  /// What the form carries unseen, as the field `carried`.
  package let carried: String?

  /// - Parameter id: tells the form from the others of its page.
  package init(
    _ id: String, title: String? = nil, text: String? = nil, path: String, token: String, fields: [FormField],
    button: String, kind: String = "primary", busy: String? = "Working …",
    carried: String? = nil
  ) {
    self.id = id
    self.title = title
    self.text = text
    self.path = path
    self.token = token
    self.fields = fields.map { $0.inside(id) }
    hasFields = !fields.isEmpty
    isUpload = fields.contains(where: \.isFile)
    self.button = button
    self.kind = kind
    self.busy = busy
    self.carried = carried
  }
}
