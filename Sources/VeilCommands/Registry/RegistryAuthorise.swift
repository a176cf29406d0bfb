import ArgumentParser
import Cryptography
import Ethereum
import VeilLedger
import VeilRegistry

struct RegistryAuthorise: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "authorise", abstract: "As the authority: let a manager write on the ledger, or no longer.",
    discussion: """
      --key is the account of the contract's authority here, not a manager's seed; --data takes the development account of
      an embedded ledger in its place. --fund pays the manager's account what its transactions cost.

      Examples:
        veilcam registry authorise 0x9fB2…/02ab… --data ~/.local/share/veilcam/ledger --fund 1000000000000000000
        veilcam registry authorise 0x9fB2…/02ab… --dismiss --key 0x3C44…
      """)

  @Argument(help: ArgumentHelp("The manager, as `registry identity` prints him.", valueName: "manager"))
  var manager: String
  @Option(
    help: ArgumentHelp("Folder of an embedded ledger whose development account is the authority.", valueName: "dir"))
  var data: String?
  @Flag(help: "Take the right away.") var dismiss = false
  @Option(help: ArgumentHelp("Pay the manager's account this much.", valueName: "wei")) var fund: String?
  @OptionGroup(title: "Registry") var options: ManagerOptions

  func run() async throws {
    let identity = try ManagerIdentity(manager)
    let account = LedgerAccount(try await authority())
    let ledger = try await options.connect()
    if dismiss {
      try await ledger.perform(.registry(.dismiss(manager: identity.account)), by: account, purpose: nonce)
    } else if try await ledger.registryKeyHash(of: identity.account) != identity.keyHash {
      try await ledger.perform(
        .registry(.enroll(manager: identity.account, keyHash: identity.keyHash)), by: account, purpose: nonce)
    }
    if let fund {
      try await ledger.perform(.transfer(to: identity.account, amount: try UInt256(text: fund)), by: account)
    }
    print("\(identity.account): \(dismiss ? "dismissed" : "authorised")")
  }

  /// A manager may be dismissed and authorised again: not the same operation as the first time.
  private var nonce: String { "\(Registry.systemClock())" }

  private func authority() async throws -> SecretKey {
    guard let data else { return try await options.seed() }
    guard let first = try DevelopmentAccounts.keys(in: data).first else {
      throw ValidationError("there is no development account in \(data); name the authority with --key")
    }
    return first
  }
}
