import ArgumentParser
import Cryptography
import Ethereum

struct KeysNew: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Make a key and keep it in a keystore.",
    discussion: """
      Prints the account's address, and the public key to which films can be sealed.

      Example:
        veilcam keys new --password-file secret.txt
      """)

  @OptionGroup var folder: KeyFolderOptions
  @OptionGroup var password: PasswordOptions
  @Flag(help: "Print JSON.") var json = false

  func run() async throws {
    let key = try SecretKey.generate()
    let keystore = try await KeystoreWorker.shared.make(
      key, password: try password.password(for: "the new key", isNew: true))
    let path = try folder.keys.add(keystore)
    try Output.print(
      [KeyRow(address: key.address.description, publicKey: key.publicKey.description, file: path)], json: json)
  }
}
