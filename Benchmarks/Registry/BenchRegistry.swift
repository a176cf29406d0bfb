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
  @Option(help: "The binary of veilcam that enrols the batch.") var veilcam: String
  @Option(help: "Also write the figures to this JSON file.") var json: String?

  func validate() throws {
    guard entries > SearchBenchmark.realPeople, searches > 0, people >= 0 else {
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
      try await EnrolBenchmark(veilcam: veilcam, people: people, folder: folder.path).measure(into: &results)
    }
    print(results.table)
    if let json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      try encoder.encode(results).write(to: URL(filePath: json))
    }
  }

  /// The cores that this process may run on.
  private static var usableCores: Int {
    var set = cpu_set_t()
    guard sched_getaffinity(0, MemoryLayout<cpu_set_t>.size, &set) == 0 else { return 0 }
    return withUnsafeBytes(of: &set) { $0.reduce(0) { $0 + $1.nonzeroBitCount } }
  }
}
