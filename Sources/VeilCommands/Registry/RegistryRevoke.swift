import ArgumentParser
import VeilLedger
import VeilRegistry

struct RegistryRevoke: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "revoke", abstract: "Take a record out of use; the ledger says so too.",
    discussion: """
      A revoked record is found no more. What is encrypted stays until it is erased.

      Example:
        veilcam registry revoke 5f1c… --wrong --reason "mistaken for his brother" --key 0x7E5F…
      """)

  @Argument(help: "The record.") var record: String
  @Flag(help: "It was wrong from the start; otherwise it is withdrawn.") var wrong = false
  @OptionGroup(title: "Purpose") var why: PurposeOptions
  @OptionGroup(title: "Registry") var options: ManagerOptions

  func run() async throws {
    let id = try RecordID(record)
    let (registry, _) = try await options.open()
    try await registry.revoke(id, wrong ? .wrong : .withdrawn, purpose: try why.purpose)
    print("\(id): revoked")
  }
}
