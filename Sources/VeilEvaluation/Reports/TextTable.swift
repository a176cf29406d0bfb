/// A table as plain text with aligned columns, or as Markdown.
package struct TextTable: Sendable, Hashable {
  package let header: [String]
  package private(set) var rows: [[String]] = []

  package init(_ header: [String]) { self.header = header }

  /// Adds a row; missing cells are empty and surplus ones dropped.
  package mutating func add(_ row: [String]) {
    rows.append((0..<header.count).map { $0 < row.count ? row[$0] : "" })
  }

  /// The first column left-aligned, the others right-aligned, two spaces between.
  package var text: String {
    ([header] + rows).map { row in
      zip(row, widths).enumerated().map { index, cell in Self.pad(cell.0, to: cell.1, atEnd: index == 0) }
        .joined(separator: "  ").trimmingSpacesAtEnd
    }.joined(separator: "\n")
  }

  package var markdown: String {
    let rule = header.indices.map { $0 == 0 ? "---" : "---:" }
    return ([header, rule] + rows).map { row in
      "| " + row.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
    }.joined(separator: "\n")
  }

  private var widths: [Int] {
    header.indices.map { column in ([header] + rows).map { $0[column].count }.max() ?? 0 }
  }

  private static func pad(_ text: String, to width: Int, atEnd: Bool) -> String {
    let spaces = String(repeating: " ", count: max(0, width - text.count))
    return atEnd ? text + spaces : spaces + text
  }
}

extension String {
  fileprivate var trimmingSpacesAtEnd: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
