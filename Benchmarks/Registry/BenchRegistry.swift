import ArgumentParser
import Foundation

/// The risk registry at its size: searching among a million, enrolling a thousand.
@main
struct BenchRegistry: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench-registry", abstract: "Measures searching a large registry and enrolling a batch.")

  @Option(help: "Entries of the registry that is searched.") var entries = 1_000_000
  @Option(help: "Searches of each kind.") var searches = 200
  @Option(help: "People of the batch; 0 leaves it out.") var people = 1_000
  @Option(help: "How often the batch is killed.") var kills = 4
  @Option(help: "Seconds from its start to its killing.") var secondsToKill = 4.0
  @Option(help: "The binary of veilcam that enrols the batch.") var veilcam: String
  @Option(help: "Also write the figures to this JSON file.") var json: String?

  func validate() throws {
    guard entries > SearchBenchmark.realPeople, searches > 0, people >= 0, kills >= 0, secondsToKill > 0 else {
      throw ValidationError("a registry has more than \(SearchBenchmark.realPeople) entries, and is searched")
    }
  }

  func run() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "veilcam-bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var results = RegistryResults(entries: entries, cores: Self.usableCores)
    try await SearchBenchmark(entries: entries, searches: searches, folder: folder).measure(into: &results)
    if people > 0 {
      try await EnrolBenchmark(
        veilcam: veilcam, people: people, folder: folder.path, kills: kills, secondsToKill: secondsToKill
      ).measure(into: &results)
    }
    print(results.table)
    if let json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      try encoder.encode(results).write(to: URL(filePath: json))
    }
  }

  /// The cores that this process may run on, which Foundation does not say; 0 where the system does not either.
  private static var usableCores: Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed:") } ?? ""
    return line.dropFirst("Cpus_allowed:".count).reduce(0) { $0 + ($1.hexDigitValue?.nonzeroBitCount ?? 0) }
  }
}
