internal import Cryptography
internal import Foundation
internal import Umbral

/// usage: BenchCrypto [--json FILE] [--python PATH] [--rounds N]
///
/// Prints a table of our figures beside those of umbral-pre, pycryptodome and safe-pysha3, measured in the same run, and
/// writes it as JSON. Exit 0 only if every figure reaches what is asked for.
@main
struct BenchCrypto {
  static func main() {
    do {
      let options = try Options(Array(CommandLine.arguments.dropFirst()))
      let report = try measure(options)
      print(report.table)
      if let path = options.json { try report.json().write(to: URL(filePath: path)) }
      exit(report.rows.allSatisfy(\.isReached) ? 0 : 1)
    } catch {
      FileHandle.standardError.write(Data("\(error)\n".utf8))
      exit(1)
    }
  }

  private static func measure(_ options: Options) throws -> Report {
    let umbral = try UmbralBenchmark()
    let keccak = try KeccakBenchmark()
    defer { keccak.remove() }
    let sealing = try SealingBenchmark()
    let anchors = Anchors(python: options.python)
    var ours: [String: Double] = [:]
    var theirs: [String: Double] = [:]
    var files: (ours: Double, theirs: [String: Double]) = (0, [:])
    var bulks: (ours: Double, theirs: [String: Double]) = (0, [:])
    // Ours and theirs by turns, so that a slow minute of the machine does not fall on one side only.
    for _ in 0..<options.rounds {
      for operation in umbral.operations() {
        let rate = try Measurement.best(rounds: 1, seconds: 0.2, operation.run)
        ours[operation.name] = max(ours[operation.name] ?? 0, rate)
      }
      files.ours = max(files.ours, try keccak.fileRate(rounds: 1))
      bulks.ours = max(bulks.ours, try keccak.bulkRate(rounds: 1))
      let answer = try anchors.measure(
        Anchors.Question(umbral: umbral.data, keccak: keccak.data, rounds: 1, seconds: 0.2))
      theirs.merge(answer.umbral ?? [:]) { max($0, $1) }
      for (name, figures) in answer.keccak ?? [:] {
        files.theirs[name] = max(files.theirs[name] ?? 0, figures.file)
        bulks.theirs[name] = max(bulks.theirs[name] ?? 0, figures.bulk)
      }
    }
    var rows = umbral.operations().map { operation in
      Row(
        name: "Umbral: \(operation.name)", unit: "1/s", ours: ours[operation.name] ?? 0, anchor: "umbral-pre",
        theirs: theirs[operation.name] ?? .infinity, wanted: operation.wanted)
    }
    for name in files.theirs.keys.sorted() {
      rows.append(
        Row(
          name: "Keccak-256: file of 50 MB", unit: "MB/s", ours: files.ours, anchor: name,
          theirs: files.theirs[name] ?? .infinity, wanted: 1.5))
    }
    for name in bulks.theirs.keys.sorted() {
      rows.append(
        Row(
          name: "Keccak-256: messages of 96 B", unit: "1/s", ours: bulks.ours, anchor: name,
          theirs: bulks.theirs[name] ?? .infinity, wanted: 5))
    }
    let figures = try sealing.measure(rounds: options.rounds)
    rows += figures.rows
    return Report(rows: rows, paths: try keccak.paths(rounds: options.rounds), sealing: figures)
  }
}
