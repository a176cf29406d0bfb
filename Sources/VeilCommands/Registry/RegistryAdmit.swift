import ArgumentParser
import VeilRegistry

struct RegistryAdmit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "admit", abstract: "Let another manager, whom the authority has authorised, open this registry.",
    discussion: """
      Example:
        veilcam registry admit 0x70F9…/03cd… --reason "deputy from May on" --key 0x7E5F…
      """)

  @Argument(help: ArgumentHelp("The manager, as `registry identity` prints him.", valueName: "manager"))
  var manager: String
  @OptionGroup(title: "Purpose") var why: PurposeOptions
  @OptionGroup(title: "Registry") var options: ManagerOptions

  func run() async throws {
    let identity = try ManagerIdentity(manager)
    let (registry, _) = try await options.open()
    try await registry.admit(identity, purpose: try why.purpose)
    print("\(identity.account): admitted")
  }
}
