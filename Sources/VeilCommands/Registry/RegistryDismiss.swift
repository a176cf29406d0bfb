import ArgumentParser
import Cryptography
import VeilRegistry

struct RegistryDismiss: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "dismiss", abstract: "Destroy what is wrapped for a manager.",
    discussion: """
      What he has read he has read, and the registry's key he had: rotate it afterwards.

      Example:
        veilcam registry dismiss 0x70F9… --reason "left the office" --key 0x7E5F…
        veilcam registry rotate --reason "a manager left" --key 0x7E5F…
      """)

  @Argument(help: "The manager's account.") var account: String
  @OptionGroup(title: "Purpose") var why: PurposeOptions
  @OptionGroup(title: "Registry") var options: ManagerOptions

  func run() async throws {
    let account = try Address(account)
    let (registry, _) = try await options.open()
    try registry.dismiss(account, purpose: try why.purpose)
    print("\(account): dismissed; now run `veilcam registry rotate`")
  }
}
