import ArgumentParser
import VeilRegistry

struct RegistryErase: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase", abstract: "Destroy a record's key, and with it the record.",
    discussion: """
      Key, ciphertext, tokens and templates are overwritten here, and the ledger's entry is revoked. Copies from before,
      such as backups, are out of reach.

      Example:
        veilcam registry erase 5f1c… --reason "request of the person, Article 17" --key 0x7E5F…
      """)

  @Argument(help: "The record.") var record: String
  @OptionGroup(title: "Purpose") var why: PurposeOptions
  @OptionGroup(title: "Registry") var options: ManagerOptions

  func run() async throws {
    let id = try RecordID(record)
    let (registry, _) = try await options.open()
    try await registry.erase(id, purpose: try why.purpose)
    print("\(id): erased")
  }
}
