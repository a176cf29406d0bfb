internal import Cryptography
internal import Foundation

/// All figures of a run, as a table and as JSON.
struct Report {
  let rows: [Row]
  let paths: [(path: KeccakPath, rate: Double, bulk: Double)]
  let sealing: SealingBenchmark.Figures

  var table: String {
    var lines = [line("", "ours", "anchor", "", "ratio", "wanted")]
    for row in rows {
      lines.append(
        line(
          row.name, "\(number(row.ours)) \(row.unit)", number(row.theirs), row.anchor,
          String(format: "%.2f", row.ratio), String(format: row.isReached ? "%.1f" : "%.1f  NOT REACHED", row.wanted)))
    }
    lines.append("")
    for path in paths {
      lines.append("Keccak-256, path \(path.path.rawValue): \(number(path.rate)) MB/s, \(number(path.bulk)) messages/s")
    }
    return (lines + sealing.lines + EvidenceSizes.lines).joined(separator: "\n")
  }

  func json() throws -> Data {
    struct Path: Encodable {
      let path: String
      let megabytesPerSecond, messagesPerSecond: Double
    }
    struct Content: Encodable {
      let rows: [Row]
      let keccakPaths: [Path]
      let sealing: SealingBenchmark.Figures
      let sizes: EvidenceSizes
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return try encoder.encode(
      Content(
        rows: rows,
        keccakPaths: paths.map {
          Path(path: $0.path.rawValue, megabytesPerSecond: $0.rate, messagesPerSecond: $0.bulk)
        },
        sealing: sealing, sizes: EvidenceSizes()))
  }

  private func number(_ value: Double) -> String {
    String(format: "%.0f", value)
  }

  private func line(_ cells: String...) -> String {
    let widths = [30, 16, 12, 14, 7, 0]
    return zip(cells, widths).map { cell, width in
      cell + String(repeating: " ", count: max(1, width - cell.count))
    }.joined()
  }
}
