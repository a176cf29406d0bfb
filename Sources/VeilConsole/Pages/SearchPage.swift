/// The search by time and place, and what it found.
package struct SearchPage: PageModel {
  /// One incident.
  package struct Result: PageModel {
    package let path: String
    package let picture: String
    package let time: String
    package let place: String
    package let name: String
    package let badge: Badge?

    /// - Parameters:
    ///   - path: of the evidence page.
    ///   - picture: address of a protected preview.
    ///   - name: the incident, shortened.
    package init(path: String, picture: String, time: String, place: String, name: String, badge: Badge?) {
      self.path = path
      self.picture = picture
      self.time = time
      self.place = place
      self.name = name
      self.badge = badge
    }
  }

  /// What the visitor typed, shown to him again as it was.
  package struct Query: Sendable, Hashable {
    package var from = ""
    package var to = ""
    package var latitude = ""
    package var longitude = ""
    package var radius = ""

    package init() {}
  }

  package let action: String
  package let outline: String
  /// `row,column` of cells that hold something, separated by semicolons.
  package let cells: String
  package let from: String
  package let to: String
  package let latitude: String
  package let longitude: String
  package let radius: String
  package let summary: String
  package let results: [Result]
  package let hasResults: Bool
  package let emptyTitle: String
  package let emptyText: String

  package init(
    action: String, query: Query, results: [Result], cells: [(row: Int32, column: Int32)], summary: String,
    empty: (title: String, text: String)
  ) {
    self.action = action
    outline = ConsoleAsset.outline.path
    self.cells = cells.map { "\($0.row),\($0.column)" }.joined(separator: ";")
    from = query.from
    to = query.to
    latitude = query.latitude
    longitude = query.longitude
    radius = query.radius
    self.summary = summary
    self.results = results
    hasResults = !results.isEmpty
    emptyTitle = empty.title
    emptyText = empty.text
  }
}
