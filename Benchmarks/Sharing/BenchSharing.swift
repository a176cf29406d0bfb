internal import Foundation

/// usage: BenchSharing [--json FILE] [--evidences N] [--films N] [--only records|search|transfer|memory]
///
/// Measures one cloud, which serves in a process of its own, and prints a table; writes it as JSON too. Exit 0 only if
/// every figure reaches what is asked for. The ledger is one in memory that says yes at once: it is not what is measured.
@main
struct BenchSharing {
  static func main() async {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      if arguments.first == "serve" { return try await Serving.run(folder: arguments.dropFirst().first) }
      let options = try Options(arguments)
      let report = try await measure(options)
      print(report.table)
      if let path = options.json { try report.json().write(to: URL(filePath: path)) }
      exit(report.rows.allSatisfy { $0.isReached ?? true } ? 0 : 1)
    } catch {
      say("veilcam bench: \(error)")
      exit(1)
    }
  }

  /// Progress, beside the table.
  static func say(_ text: String) { FileHandle.standardError.write(Data("\(text)\n".utf8)) }

  private static func measure(_ options: Options) async throws -> Report {
    let folder = try WorkFolder()
    defer { folder.remove() }
    let fleet = try Fleet(devices: RecordBenchmark.devices)
    let seed = Seed(folder: folder, evidences: options.wants(.search) ? options.evidences : 0)
    let seconds = try await seed.run(fleet)
    let cloud = try CloudProcess(folder: folder.cloud)
    defer { cloud.stop() }
    var rows = [Row]()
    if options.wants(.search) { rows += try SearchBenchmark(cloud: cloud).run() }
    if options.wants(.records) { rows += try RecordBenchmark(cloud: cloud, fleet: fleet).run() }
    if options.wants(.transfer) { rows += try await TransferBenchmark(cloud: cloud, folder: folder).run() }
    if options.wants(.memory) { rows += try await MemoryBenchmark(cloud: cloud, folder: folder).run(options.films) }
    return Report(rows: rows, evidences: options.evidences, films: options.films, seedSeconds: seconds)
  }
}
