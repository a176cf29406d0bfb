import ArgumentParser
import VeilVision

struct ModelsList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List all known models and where they were found.")

  @OptionGroup var models: ModelOptions
  @Flag(help: "Print JSON.") var json = false

  func run() async throws {
    try Output.print(models.store.list().map(ModelRow.init), json: json)
  }
}
