import Foundation

/// Something that commands print: as a row of a table for people, as JSON for machines.
protocol TableRow: Encodable {
  static var columns: [String] { get }
  var cells: [String] { get }
}

/// Prints results on standard output.
enum Output {
  /// A table, or with `json` an array of objects.
  static func print(_ rows: [some TableRow], json: Bool) throws {
    if json {
      try print(json: rows)
    } else {
      Swift.print(table(rows))
    }
  }

  /// A value as one JSON document with stable keys.
  static func print(json value: some Encodable) throws {
    Swift.print(String(decoding: try encoder.encode(value), as: UTF8.self))
  }

  static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return encoder
  }

  private static func table<Row: TableRow>(_ rows: [Row]) -> String {
    let lines = [Row.columns] + rows.map(\.cells)
    let widths = Row.columns.indices.map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { cells in
      zip(cells, widths).map { $0.padding(toLength: $1, withPad: " ", startingAt: 0) }.joined(separator: "  ")
        .replacing(/\s+$/, with: "")
    }.joined(separator: "\n")
  }
}
