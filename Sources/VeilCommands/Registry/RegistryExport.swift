import ArgumentParser
import Ethereum
import Foundation
import VeilRegistry

struct RegistryExport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write every live record in the clear, for those whose right it is.",
    discussion: """
      The file is readable by its owner only. It holds what the registry exists to hide: encrypt it or destroy it.

      Example:
        veilcam registry export --output records.json --reason "yearly inspection by the supervisory authority" --key 0x7E5F…
      """)

  @Option(name: [.short, .long], help: ArgumentHelp("The file to write.", valueName: "file")) var output: String
  @OptionGroup(title: "Purpose") var why: AgreementOptions
  @OptionGroup(title: "Registry") var options: ManagerOptions

  func run() async throws {
    guard !FileManager.default.fileExists(atPath: output) else {
      throw ValidationError("\(output) exists already; choose another output")
    }
    let (registry, _) = try await options.open()
    let rows = try await registry.export(purpose: try why.purpose).map { SubjectRow($0) }
    try PrivateFile.write(Array(try Output.encoder.encode(rows)), to: output)
    print("\(output): \(rows.count) records in the clear")
  }
}
