import ArgumentParser
import Cryptography
import Ethereum
import Foundation
import VeilAgent
import VeilCloudAPI
import VeilLedger

/// Where the ledger and the cloud are, and whose keys are used.
struct DeskOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Address of an Ethereum node; otherwise VEILCAM_LEDGER.", valueName: "url")) var ledger: String?
  @Option(
    help: ArgumentHelp("Description of the contracts, ledger.json; otherwise the cloud is asked.", valueName: "file"))
  var ledgerDescription: String?
  @Option(help: ArgumentHelp("Address of the cloud; otherwise VEILCAM_CLOUD.", valueName: "url")) var cloud: String?
  @Option(
    help: ArgumentHelp("Address or file of the key that pays; needed where there are several.", valueName: "key"))
  var account: String?
  @Option(help: ArgumentHelp("Address or file of the owner's seed, as `dashcam pair` printed it.", valueName: "key"))
  var owner: String?
  @Option(
    help: ArgumentHelp(
      "Folder with the desk's state; otherwise VEILCAM_DESK, otherwise veilcam/desk in the user's data folder.",
      valueName: "dir"))
  var state: String?
  @OptionGroup var folder: KeyFolderOptions
  @OptionGroup var password: PasswordOptions

  init() {}

  private static var environment: [String: String] { ProcessInfo.processInfo.environment }

  var statePath: String {
    if let path = state ?? Self.environment["VEILCAM_DESK"] { return path }
    return (Self.environment["XDG_DATA_HOME"] ?? NSHomeDirectory() + "/.local/share") + "/veilcam/desk"
  }

  var ledgerAddress: String {
    get throws {
      guard let address = ledger ?? Self.environment["VEILCAM_LEDGER"] else {
        throw ValidationError("name the ledger with --ledger or VEILCAM_LEDGER, for example http://127.0.0.1:8545")
      }
      return address
    }
  }

  var cloudAddress: String {
    get throws {
      guard let address = cloud ?? Self.environment["VEILCAM_CLOUD"] else {
        throw ValidationError("name the cloud with --cloud or VEILCAM_CLOUD, for example http://127.0.0.1:8080")
      }
      return address
    }
  }

  func transport() throws -> HTTPCloudTransport { try HTTPCloudTransport(address: try cloudAddress) }

  func description() async throws -> LedgerDescription {
    if let ledgerDescription { return try LedgerDescription(contentsOf: ledgerDescription) }
    let text = try await CloudClient(transport: try transport()).ledgerDescription()
    return try LedgerDescription(json: try JSON(parsing: text))
  }

  /// The ledger, after its contracts were checked.
  func sharedLedger() async throws -> SharedLedger {
    guard let url = URL(string: try ledgerAddress), url.host != nil else {
      throw ValidationError("--ledger is an address like http://127.0.0.1:8545")
    }
    let node = EthereumNode(RPCClient(transport: URLSessionTransport(url: url)))
    return try await SharedLedger.connect(
      to: node, description: try await description(), outbox: try FileOutboxStore(folder: statePath + "/outbox"),
      cache: statePath + "/ledger.sqlite")
  }
}
