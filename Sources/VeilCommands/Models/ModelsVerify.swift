import ArgumentParser
import VeilPrivacy
import VeilVision

struct ModelsVerify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Read all models that are present and compare them with their hashes.",
    discussion: "Exits with 1 if a file is not what its manifest says, or no model is present at all.")

  @OptionGroup var models: ModelOptions
  @Flag(help: "Print JSON.") var json = false

  func run() async throws {
    let statuses = try models.store.verify()
    try Output.print(statuses.map(ModelRow.init), json: json)
    for status in statuses {
      if case .wrong(let sentence) = status.state { throw VisionError(.modelHashMismatch, sentence) }
    }
    guard statuses.contains(where: { $0.state == .verified }) else {
      throw VisionError(.modelMissing, "no model is present; fetch them with: veilcam models pull")
    }
  }
}
