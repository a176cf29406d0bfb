import ArgumentParser
import Ethereum
import Foundation
import VeilLedger

/// Which ledger is asked.
struct LedgerOptions: ParsableArguments {
  @Option(
    name: .customLong("ledger"),
    help: ArgumentHelp("JSON-RPC address of the ledger.", valueName: "url"))
  var address = "http://127.0.0.1:8545"

  init() {}

  func validate() throws { _ = try url }

  var url: URL {
    get throws {
      guard let url = URL(string: address), ["http", "https"].contains(url.scheme ?? ""), url.host != nil else {
        throw ValidationError("“\(address)” is no address; write it as http://host:port or https://host")
      }
      return url
    }
  }

  var node: EthereumNode {
    get throws { EthereumNode(RPCClient(transport: URLSessionTransport(url: try url))) }
  }

  /// Where the embedded ledger's chain lies unless a folder is named.
  static var standardFolder: String {
    let data = ProcessInfo.processInfo.environment["XDG_DATA_HOME"] ?? NSHomeDirectory() + "/.local/share"
    return data + "/veilcam/ledger"
  }
}
