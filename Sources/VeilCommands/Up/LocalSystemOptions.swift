import ArgumentParser
import Foundation

/// Where a system on this machine keeps itself, and on which ledger it works.
struct LocalSystemOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Folder that keeps everything, also the keys in clear text.", valueName: "dir"))
  var data: String?
  @Option(
    help: ArgumentHelp("Another ledger's JSON-RPC address instead of the embedded one.", valueName: "url"))
  var ledger: String?
  @Option(help: "Blocks that must contain or follow each transaction; 1 on the embedded ledger.")
  var confirmations: UInt64 = 1

  init() {}

  func validate() throws {
    guard confirmations > 0 else { throw ValidationError("at least one confirmation is needed") }
    _ = try address()
    guard ledger == nil || data != nil else {
      throw ValidationError("on another ledger money is at stake: name the folder that keeps the keys with --data")
    }
  }

  /// - Parameter folder: where no folder was named.
  func settings(folder: String) throws -> LocalSystem.Settings {
    var settings = LocalSystem.Settings(folder: data ?? folder)
    settings.ledger = try address()
    settings.confirmations = confirmations
    return settings
  }

  private func address() throws -> URL? {
    guard let ledger else { return nil }
    guard let url = URL(string: ledger), ["http", "https"].contains(url.scheme ?? ""), url.host != nil else {
      throw ValidationError("--ledger is an address like http://127.0.0.1:8545")
    }
    return url
  }
}
