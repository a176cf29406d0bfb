import ArgumentParser
import Cryptography
import Ethereum
import Foundation
import VeilAgent

struct DashcamPair: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pair", abstract: "Give a camera what it needs to publish incidents, and nothing secret.",
    discussion: """
      On the owner's machine: derives an account and two public keys for each of so many incidents to come from the seed
      in a keystore (made anew without --key), and writes them into a pairing file. Every index is given away once, so a
      second camera, or more slots for the first, take another file from the same seed.

      On the camera: --add takes the file in. Compare the fingerprints that both print.

      Examples:
        veilcam dashcam pair --slots 50 --ledger-description ledger.json --output pairing.json
        veilcam dashcam pair --slots 50 --key 0x7E5F… --ledger-description ledger.json --output more.json
        veilcam dashcam pair --add pairing.json --state ~/.veilcam
      """)

  @Option(help: ArgumentHelp("Incidents that the camera can publish with it.", valueName: "n")) var slots = 50
  @Option(help: ArgumentHelp("The ledger's description, ledger.json.", valueName: "file")) var ledgerDescription:
    String?
  @Option(help: ArgumentHelp("The ledger's number, without a description.", valueName: "n")) var chainID: UInt64?
  @Option(help: ArgumentHelp("The factory of evidence contracts, without a description.", valueName: "address"))
  var factory: String?
  @Option(help: ArgumentHelp("Keystore of the owner's seed, or its address.", valueName: "key")) var key: String?
  @Option(name: [.short, .long], help: ArgumentHelp("The pairing file.", valueName: "file")) var output: String?
  @Option(help: ArgumentHelp("On the camera: take this pairing file in.", valueName: "file")) var add: String?
  @Option(help: ArgumentHelp("On the camera: the agent's state folder.", valueName: "dir")) var state: String?
  @OptionGroup var folder: KeyFolderOptions
  @OptionGroup var password: PasswordOptions
  @Flag(help: "Print JSON.") var json = false

  /// What was paired, as it is printed.
  private struct Result: Encodable {
    let pairing: String
    let fingerprint: String
    /// The keystore's address that names the owner's seed.
    let seed: String?
    let slots: Int
    let firstIndex, lastIndex: UInt32
  }

  func validate() throws {
    if add != nil {
      guard state != nil else { throw ValidationError("--add takes the file into a --state folder") }
      return
    }
    guard output != nil else { throw ValidationError("name the pairing file with --output, or take one in with --add") }
    guard (1...Pairing.maximumSlotCount).contains(slots) else {
      throw ValidationError("--slots is a whole number from 1 to \(Pairing.maximumSlotCount)")
    }
    guard ledgerDescription != nil || (chainID != nil && factory != nil) else {
      throw ValidationError("say on which ledger: --ledger-description, or --chain-id and --factory")
    }
  }

  func run() async throws {
    if let add, let state { return try takeIn(add, state) }
    guard let output else { return }
    guard !FileManager.default.fileExists(atPath: output) else {
      throw ValidationError("\(output) exists already; choose another output")
    }
    let (chain, factory) = try ledger()
    let seed = try await seed()
    let keys = try OwnerKeys(seed: seed)
    let indices = try SlotCounter(of: keys.name, in: folder.keys.path).take(slots)
    let pairing = try keys.pairing(indices, chainID: chain, factory: factory)
    try PrivateFile.write(Array(pairing.text.utf8), to: output)
    try show(pairing, path: output, seed: keys.name.description, note: "")
  }

  private func takeIn(_ path: String, _ state: String) throws {
    let pairing = try Pairing(contentsOf: path)
    let store = try AgentStore(try StateFolder(path: state))
    let count = try store.add(pairing)
    try show(pairing, path: path, seed: nil, note: ", \(count) of them new")
  }

  private func show(_ pairing: Pairing, path: String, seed: String?, note: String) throws {
    let indices = pairing.slots.map(\.index)
    let result = Result(
      pairing: path, fingerprint: pairing.fingerprint, seed: seed, slots: pairing.slots.count,
      firstIndex: indices.min() ?? 0, lastIndex: indices.max() ?? 0)
    if json { return try Output.print(json: result) }
    print("\(path): \(result.slots) incident slots\(note), fingerprint \(result.fingerprint)")
    if let seed { print("seed: \(seed) (keep its keystore and password; without them nobody opens the films)") }
  }

  private func ledger() throws -> (UInt64, Address) {
    if let chainID, let factory { return (chainID, try Address(factory)) }
    let bytes = try PrivateFile.read(ledgerDescription ?? "", limit: 65_536)
    let description = try JSON(parsing: bytes)
    guard let chain = description["chainId"]?.int.flatMap({ UInt64(exactly: $0) }),
      let factory = description["evidenceFactory"]?.string
    else { throw ValidationError("\(ledgerDescription ?? "") is no description of a ledger; take ledger.json") }
    return (chain, try Address(factory))
  }

  private func seed() async throws -> SecretKey {
    if let key { return try await EvidenceFiles.key(key, in: folder, password) }
    let seed = try SecretKey.generate()
    let keystore = try await KeystoreWorker.shared.make(
      seed, password: try password.password(for: "the owner's new seed", isNew: true))
    _ = try folder.keys.add(keystore)
    return seed
  }
}
