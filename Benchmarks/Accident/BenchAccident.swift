import ArgumentParser
import BenchSupport
import Foundation
import VeilVision

/// Speed and memory of `veilcam accident scan`, as whole processes, and of one picture. To be pinned to one core.
@main
struct BenchAccident: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench-accident", abstract: "Measures scanning a minute of film for accidents.")

  @Option(help: "The release binary of veilcam.") var veilcam: String
  @Option(help: "A street film; looped to a minute of 1280×720 with sound.") var film: String
  @Option(help: "Counted runs of each command.") var runs = 3
  @Option(help: "Also write the figures to this JSON file.") var json: String?

  func run() async throws {
    InferenceRuntime.boundMemory()
    let folder = FileManager.default.temporaryDirectory.appending(path: "veilcam-bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let bench = AccidentBenchmark(veilcam: veilcam, source: film, runs: max(1, runs), folder: folder)
    let results = try await bench.results()
    print(results.table)
    if let json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      try encoder.encode(results).write(to: URL(filePath: json))
    }
  }
}
