import Cryptography
import ArgumentParser
import Ethereum

struct KeysList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the keys of a folder, without opening them.",
    discussion: """
      Example:
        veilcam keys list --keystore /media/usb/keys
      """)

  @OptionGroup var folder: KeyFolderOptions
  @Flag(help: "Print JSON.") var json = false

  func run() async throws {
    let rows = folder.keys.list().map { entry in
      KeyRow(address: entry.keystore.address?.description ?? "", publicKey: nil, file: entry.path)
    }
    try Output.print(rows, json: json)
  }
}
