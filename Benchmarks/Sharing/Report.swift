internal import Foundation

/// All figures of a run, as a table and as JSON.
struct Report {
  let rows: [Row]
  let evidences: Int
  let films: Int
  let seedSeconds: Double

  private static let conditions = """
    one cloud process, http on loopback, load from this process on the same processors; the ledger is one in memory that
    says yes at once and is not measured; records are signed before the clock starts; the store lies on \
    this machine's disk and every answer waits for it
    """

  var table: String {
    let lines = rows.map { row in
      let wanted =
        switch row.wanted {
        case .atLeast(let limit): "≥ \(Self.text(limit))"
        case .below(let limit): "< \(Self.text(limit))"
        case nil: ""
        }
      let bound = row.bound.map { "bound \(Self.text($0)), reaches \(String(format: "%.2f", row.value / $0))" } ?? ""
      let mark = row.isReached == false ? "NOT REACHED" : ""
      return Self.line([row.name, "\(Self.text(row.value)) \(row.unit)", wanted, mark, bound])
    }
    return ([Self.line(["", "measured", "wanted", "", ""])] + lines + ["", Self.conditions]).joined(separator: "\n")
  }

  func json() throws -> Data {
    struct Content: Encodable {
      let conditions: String
      let evidences, films: Int
      let seedSeconds: Double
      let processors: Int
      let rows: [Row]
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(
      Content(
        conditions: Self.conditions, evidences: evidences, films: films, seedSeconds: seedSeconds,
        processors: ProcessInfo.processInfo.activeProcessorCount, rows: rows))
  }

  private static func text(_ value: Double) -> String {
    String(format: value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value)
  }

  private static func line(_ cells: [String]) -> String {
    let widths = [58, 16, 10, 12, 0]
    return zip(cells, widths).map { cell, width in
      cell + String(repeating: " ", count: max(1, width - cell.count))
    }.joined()
  }
}
