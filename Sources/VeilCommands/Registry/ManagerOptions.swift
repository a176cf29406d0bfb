import ArgumentParser
import Cryptography
import Ethereum
import Foundation
import VeilLedger
import VeilRegistry

/// Which registry, on which ledger, and as which manager.
struct ManagerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Folder of the registry; otherwise VEILCAM_REGISTRY, otherwise veilcam/registry in the user's data folder.",
      valueName: "dir"))
  var registry: String?
  @OptionGroup var ledger: LedgerOptions
  @Option(help: ArgumentHelp("The ledger's description, as `ledger deploy` wrote it.", valueName: "file"))
  var ledgerDescription = "ledger.json"
  @Option(help: ArgumentHelp("The manager's seed: address in the keystore, or its file.", valueName: "key"))
  var key: String?
  @OptionGroup var folder: KeyFolderOptions
  @OptionGroup var password: PasswordOptions

  init() {}

  /// The folder that the option or the environment names.
  var named: String? {
    registry ?? ProcessInfo.processInfo.environment["VEILCAM_REGISTRY"].flatMap { $0.isEmpty ? nil : $0 }
  }

  var path: String {
    if let named { return named }
    let environment = ProcessInfo.processInfo.environment
    return (environment["XDG_DATA_HOME"] ?? NSHomeDirectory() + "/.local/share") + "/veilcam/registry"
  }

  /// Whether there is a registry to be opened: one that is named, or one in the user's data folder.
  var isThere: Bool { named != nil || FileManager.default.fileExists(atPath: path + "/registry.sqlite") }

  /// The registry's file.
  func store(mayMake: Bool = false) throws -> RegistryStore {
    let file = path + "/registry.sqlite"
    guard mayMake || FileManager.default.fileExists(atPath: file) else {
      throw RegistryError(
        .notFound,
        "there is no registry in \(path); make one with `veilcam registry create`, or name it with --registry")
    }
    return try RegistryStore(path: file)
  }

  /// The manager's seed.
  func seed() async throws -> SecretKey {
    guard let key else { throw ValidationError("name the manager's seed with --key") }
    return try await EvidenceFiles.key(key, in: folder, password)
  }

  func managerKeys() async throws -> ManagerKeys { try ManagerKeys(seed: try await seed()) }

  func connect() async throws -> EthereumLedger {
    let description = try LedgerDescription(contentsOf: ledgerDescription)
    return try await EthereumLedger.connect(
      to: try ledger.node, description: description, outbox: try FileOutboxStore(folder: path + "/outbox"))
  }

  /// The ledger in the name of a manager.
  func ledger(of keys: ManagerKeys) async throws -> EthereumRegistryLedger {
    EthereumRegistryLedger(try await connect(), account: LedgerAccount(keys.account))
  }

  /// The registry, opened.
  func open() async throws -> (registry: Registry, keys: ManagerKeys) {
    let store = try store()
    let keys = try await managerKeys()
    let registry = try await Registry.open(store, ledger: try await ledger(of: keys), manager: keys)
    for refused in registry.refused { FileHandle.standardError.write(Data("warning: \(refused)\n".utf8)) }
    return (registry, keys)
  }
}
