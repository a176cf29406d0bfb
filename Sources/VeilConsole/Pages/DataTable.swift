/// Rows of cells that scroll sideways where there is no room, and a sentence where there are none.
package struct DataTable: PageModel, Hashable {
  /// One cell: text, perhaps a hash, a link or a state.
  package struct Cell: PageModel, Hashable {
    package let text: String
    package let isHash: Bool
    package let path: String?
    package let badge: Badge?
    package let wraps: Bool

    package init(
      _ text: String = "", isHash: Bool = false, path: String? = nil, badge: Badge? = nil, wraps: Bool = false
    ) {
      self.text = text
      self.isHash = isHash
      self.path = path
      self.badge = badge
      self.wraps = wraps
    }
  }

  /// One row.
  package struct Row: PageModel, Hashable {
    package let cells: [Cell]

    package init(_ cells: [Cell]) { self.cells = cells }
  }

  package let label: String
  package let heads: [String]
  package let rows: [Row]
  package let isEmpty: Bool
  package let emptyTitle: String
  package let emptyText: String

  /// - Parameters:
  ///   - label: what a screen reader calls the table.
  ///   - empty: heading and sentence for no rows; the sentence says what would bring some.
  package init(_ label: String, heads: [String], rows: [[Cell]], empty: (title: String, text: String)) {
    self.label = label
    self.heads = heads
    self.rows = rows.map(Row.init)
    isEmpty = rows.isEmpty
    emptyTitle = empty.title
    emptyText = empty.text
  }
}
