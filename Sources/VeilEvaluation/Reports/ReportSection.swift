/// A table with the caption that belongs above it.
package struct ReportSection: Sendable, Hashable {
  package let caption: String
  package let table: TextTable
}

extension [ReportSection] {
  /// Plain text for a terminal.
  func text(title: String, lines: [String]) -> String {
    ([title] + lines.map { "  " + $0 } + flatMap { ["", $0.caption, $0.table.text] }).joined(separator: "\n") + "\n"
  }

  func markdown(title: String, lines: [String]) -> String {
    (["## \(title)", ""] + lines.map { "- " + $0 } + flatMap { ["", "**\($0.caption)**", "", $0.table.markdown] })
      .joined(separator: "\n") + "\n"
  }
}
