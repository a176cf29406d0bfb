import Foundation

/// What was measured, as a table and as JSON.
struct RegistryResults: Encodable {
  /// Milliseconds of one kind of search.
  struct Row: Encodable {
    let name: String
    let median: Double
    let p95: Double
    let worst: Double
    /// What it shall stay below.
    let target: Double

    init(_ name: String, _ milliseconds: [Double], target: Double) {
      let sorted = milliseconds.sorted()
      self.name = name
      median = sorted[sorted.count / 2]
      p95 = sorted[Int(Double(sorted.count - 1) * 0.95)]
      worst = sorted[sorted.count - 1]
      self.target = target
    }
  }

  /// A batch that was killed several times in the middle and typed again.
  struct Batch: Encodable {
    let people: Int
    /// People on the ledger after each SIGKILL.
    let killedAt: [UInt64]
    /// The run that came to the end.
    let secondsOfLast: Double
    /// People on the ledger and in the store at the end.
    let registered: UInt64
    let stored: Int
    /// The same batch once more.
    let secondsRepeated: Double

    var rate: Double { Double(registered - (killedAt.last ?? 0)) / secondsOfLast }
  }

  let entries: Int
  let cores: Int
  var fileMegabytes = 0.0
  /// Opening the registry's file, and reading all templates into memory, in seconds.
  var openSeconds = 0.0
  var loadSeconds = 0.0
  var rows: [Row] = []
  var batch: Batch?

  init(entries: Int, cores: Int) {
    self.entries = entries
    self.cores = cores
  }

  var table: String {
    var lines = [
      "A registry of \(entries) entries, a file of \(Int(fileMegabytes)) MB, \(cores) core(s)", "",
      "| search | median ms | p95 ms | worst ms | target ms |", "|---|---:|---:|---:|---:|",
    ]
    lines += rows.map {
      String(format: "| %@ | %.2f | %.2f | %.2f | %.0f |", $0.name, $0.median, $0.p95, $0.worst, $0.target)
    }
    lines += [
      "", String(format: "Opening takes %.2f s, reading all templates %.2f s, once a run.", openSeconds, loadSeconds),
    ]
    if let batch {
      lines += [
        "",
        String(
          format:
            "A batch of %d people, killed with %@ on the ledger; then %.1f s for the rest (%.1f people a second): %llu "
            + "on the ledger, %d in the store. Typed once more: %.1f s.",
          batch.people, batch.killedAt.map(String.init).joined(separator: ", "), batch.secondsOfLast, batch.rate,
          batch.registered, batch.stored, batch.secondsRepeated),
      ]
    }
    return lines.joined(separator: "\n")
  }
}
