import ArgumentParser
import Cryptography
import Ethereum
import Foundation

struct KeysExport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write a key to a file that another wallet can read.",
    discussion: """
      Writes the keystore as it is, or with --raw the bare private key, which then lies unprotected in a file that only
      you may read. Delete it when it has done its work.

      Examples:
        veilcam keys export 0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf --output key.json
        veilcam keys export 0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf --raw --output key.hex
      """)

  @Argument(help: ArgumentHelp("Address of the key, or its file.", valueName: "key")) var key: String
  @Option(name: [.short, .long], help: ArgumentHelp("The file to write.", valueName: "file")) var output: String
  @Flag(help: "Write the private key itself, in hexadecimal.") var raw = false
  @OptionGroup var folder: KeyFolderOptions
  @OptionGroup var password: PasswordOptions
  @Flag(help: "Print JSON.") var json = false

  func run() async throws {
    guard !FileManager.default.fileExists(atPath: output) else {
      throw ValidationError("\(output) exists already; choose another output")
    }
    let keystore = try Keystore(contentsOf: try folder.keys.find(key))
    if raw { try await writeRaw(keystore) } else { try keystore.write(to: output) }
    let address = keystore.address?.description ?? ""
    try Output.print([KeyRow(address: address, publicKey: nil, file: output)], json: json)
  }

  private func writeRaw(_ keystore: Keystore) async throws {
    let secret = try await KeystoreWorker.shared.open(keystore, password: try password.password(for: key))
    try PrivateFile.write(secret.withUnsafeBytes { Array(Hex.encode($0).utf8) } + [0x0A], to: output)
  }
}
