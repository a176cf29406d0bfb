import ArgumentParser
import Cryptography
import Ethereum
import Foundation
import VeilLedger

struct LedgerDeploy: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deploy", abstract: "Put the contracts on a ledger and write its description.",
    discussion: """
      Works on any Ethereum JSON-RPC address with the account of a keystore, or on the embedded ledger with its first
      development account (--data). A deployment that was interrupted goes on where it stopped.

      Examples:
        veilcam ledger deploy --data ~/.local/share/veilcam/ledger
        veilcam ledger deploy --ledger https://node.example --key 0x7E5F… --password-file secret.txt --confirmations 3
      """)

  @OptionGroup var ledger: LedgerOptions
  @Option(help: ArgumentHelp("Account that pays: address in the keystore, or its file.", valueName: "key"))
  var key: String?
  @Option(help: ArgumentHelp("Folder of an embedded ledger whose development account pays.", valueName: "dir"))
  var data: String?
  @OptionGroup var folder: KeyFolderOptions
  @OptionGroup var password: PasswordOptions
  @Option(help: ArgumentHelp("The cloud's account; otherwise the one that pays.", valueName: "address"))
  var cloud: String?
  @Option(help: ArgumentHelp("The relayer's account; otherwise the one that pays.", valueName: "address"))
  var relayer: String?
  @Option(help: ArgumentHelp("Who enrols the risk registry's managers; otherwise who pays.", valueName: "address"))
  var authority: String?
  @Option(name: .customLong("approve-window"), help: "Seconds that an owner has to approve.") var approve: UInt64 =
    604_800
  @Option(name: .customLong("confirm-window"), help: "Seconds that a requester has to dispute.")
  var confirm: UInt64 = 259_200
  @Option(name: .customLong("minimum-reward"), help: "The least reward, in wei.") var minimum = "1"
  @Option(help: "Blocks that must contain or follow each step; 1 on the embedded ledger.") var confirmations: UInt64 = 1
  @Option(name: [.short, .long], help: ArgumentHelp("The description to write.", valueName: "file"))
  var output = "ledger.json"
  @Flag(help: "Print JSON.") var json = false

  func validate() throws {
    guard (key == nil) != (data == nil) else { throw ValidationError("name who pays: either --key or --data") }
    guard confirmations > 0 else { throw ValidationError("at least one confirmation is needed") }
    guard (try? UInt256(text: minimum)) != nil else { throw ValidationError("--minimum-reward is a number of wei") }
    for address in [cloud, relayer, authority].compactMap({ $0 }) where (try? Address(address)) == nil {
      throw ValidationError("“\(address)” is no address: 0x and 40 hexadecimal digits")
    }
  }

  func run() async throws {
    guard !FileManager.default.fileExists(atPath: output) else {
      throw ValidationError("\(output) exists already; choose another output")
    }
    let payer = LedgerAccount(try await secretKey())
    let outbox = output + ".outbox"
    let deployment = LedgerDeployment(
      node: try ledger.node, account: payer,
      terms: LedgerDeployment.Terms(
        approveWindow: approve, confirmWindow: confirm, minimumReward: try UInt256(text: minimum)),
      store: try FileOutboxStore(folder: outbox), policy: policy)
    let description = try await deployment.run(
      cloud: try cloud.map { try Address($0) } ?? payer.address,
      relayer: try relayer.map { try Address($0) } ?? payer.address,
      authority: try authority.map { try Address($0) },
      progress: { [json] step in if !json { Self.note(step) } })
    try description.write(to: output)
    try? FileManager.default.removeItem(atPath: outbox)
    try Output.print(LedgerShow.rows(description), json: json)
  }

  private var policy: TransactionSender.Policy {
    confirmations == 1 ? .embedded : TransactionSender.Policy(confirmations: confirmations)
  }

  private func secretKey() async throws -> SecretKey {
    if let key {
      let keystore = try Keystore(contentsOf: try folder.keys.find(key))
      return try await KeystoreWorker.shared.open(keystore, password: try password.password(for: key))
    }
    guard let data, let first = try DevelopmentAccounts.keys(in: data).first else {
      throw ValidationError("there is no account that could pay; name one with --key")
    }
    return first
  }

  private static func note(_ step: LedgerDeployment.Step) {
    let what = step.isBlueprint ? "blueprint of \(step.contract.rawValue)" : step.contract.rawValue
    FileHandle.standardError.write(Data("\(what): \(step.address), \(step.gasUsed) gas\n".utf8))
  }
}
