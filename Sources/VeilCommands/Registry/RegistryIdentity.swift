import ArgumentParser
import VeilRegistry

struct RegistryIdentity: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "identity", abstract: "Show who a manager is to the authority and to other managers.",
    discussion: """
      Account and key are derived from the seed; nothing that is shown is secret. The account pays on the ledger, so it
      needs money there.

      Example:
        veilcam registry identity --key 0x7E5F…
      """)

  @OptionGroup(title: "Registry") var options: ManagerOptions

  func run() async throws {
    print(try await options.managerKeys().identity)
  }
}
