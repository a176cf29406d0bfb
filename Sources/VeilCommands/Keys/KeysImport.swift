import ArgumentParser
import Cryptography
import Ethereum
import Foundation

struct KeysImport: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Take a keystore, or a bare private key, into the folder of keys.",
    discussion: """
      A keystore keeps its password and is opened once to see that it is sound. A private key (64 hexadecimal digits in a
      file) gets the password that you give.

      Examples:
        veilcam keys import UTC--2024-05-06--7e5f4552091a69125d5dfcb7b8c2659029395bdf
        veilcam keys import key.hex --password-file secret.txt
      """)

  @Argument(help: ArgumentHelp("The keystore, or the file with the private key.", valueName: "file")) var file: String
  @OptionGroup var folder: KeyFolderOptions
  @OptionGroup var password: PasswordOptions
  @Flag(help: "Print JSON.") var json = false

  func run() async throws {
    let bytes = try PrivateFile.read(file, limit: Keystore.maximumFileSize)
    let worker = KeystoreWorker.shared
    let key: SecretKey
    let keystore: Keystore
    if let bare = try Self.bareKey(bytes) {
      key = bare
      keystore = try await worker.make(key, password: try password.password(for: "the imported key", isNew: true))
    } else {
      let secret = try password.password(for: file)
      let given = try Keystore(json: bytes)
      key = try await worker.open(given, password: secret)
      // Some wallets leave the address out; here it is the file's name.
      keystore = given.address == nil ? try await worker.make(key, password: secret) : given
    }
    let path = try folder.keys.add(keystore)
    try Output.print(
      [KeyRow(address: key.address.description, publicKey: key.publicKey.description, file: path)], json: json)
  }

  /// The key of a file with 64 hexadecimal digits, nil for any other file.
  private static func bareKey(_ bytes: [UInt8]) throws -> SecretKey? {
    let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    guard let digits = try? Hex.decode(text), digits.count == 32 else { return nil }
    return try SecretKey(bytes: digits)
  }
}
