import ArgumentParser
import BenchSupport
import Foundation
import VeilPrivacy
import VeilVision

/// How fast instances in 720p frames are replaced, stage by stage, and how that grows with their number.
@main
struct BenchReplace: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench-replace", abstract: "Measures method replace on 720p frames, without decoder and detector.")

  @Option(help: "Folder of models; otherwise those of this installation.")
  var models: String?

  @Option(help: "Counted frames for each number of instances.")
  var frames = 40

  @Option(help: "Numbers of instances in a frame.")
  var instances: [Int] = [1, 2, 4, 8, 16, 32]

  @Option(help: "Precision of the networks: auto, f32 or bf16.")
  var precision = "auto"

  @Option(help: "Also write the figures to this JSON file.")
  var json: String?

  func run() async throws {
    guard let precision = InferenceOptions.Precision(rawValue: precision) else {
      throw BenchError("--precision is auto, f32 or bf16")
    }
    var policy = ProtectionPolicy()
    policy.method = .replace
    policy.categories = [.person, .car]
    let suite = try CategorySuite.load(
      for: policy, from: ModelStore.standard(option: models), inference: InferenceOptions(precision: precision))
    var rows: [ReplaceRow] = []
    for count in instances {
      rows.append(try await ReplaceBenchmark(suite: suite, instances: count, frames: max(1, frames)).row())
    }
    print(ReplaceRow.table(rows))
    if let json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      try encoder.encode(rows).write(to: URL(filePath: json))
    }
  }
}
