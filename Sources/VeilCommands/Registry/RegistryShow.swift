import ArgumentParser
import VeilRegistry

struct RegistryShow: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Open one record.",
    discussion: """
      Example:
        veilcam registry show 5f1c… --reason "review of the assessment" --key 0x7E5F…
      """)

  @Argument(help: "The record.") var record: String
  @OptionGroup(title: "Purpose") var why: AgreementOptions
  @OptionGroup(title: "Registry") var options: ManagerOptions
  @Flag(help: "Print JSON.") var json = false

  func run() async throws {
    let id = try RecordID(record)
    let (registry, _) = try await options.open()
    try Output.print([SubjectRow(try await registry.show(id, purpose: try why.purpose))], json: json)
  }
}
