package import Cryptography
internal import Ethereum

/// The funded accounts of a new embedded ledger, for trying things out. Their keys lie in a file that only its owner may
/// read.
package enum DevelopmentAccounts {
  private static let maximumFileSize = 65_536

  /// The keys in the ledger's folder.
  /// - Throws: ``LedgerError`` with `notReadable`.
  package static func keys(in folder: String) throws -> [SecretKey] {
    let path = folder + "/development-accounts.json"
    let failure = LedgerError(
      .notReadable, "\(path) has no development accounts; the ledger was made with a genesis file of its own")
    guard let bytes = try? PrivateFile.read(path, limit: maximumFileSize), let json = try? JSON(parsing: bytes),
      let accounts = json["accounts"]?.array
    else { throw failure }
    return try accounts.map { account in
      guard let text = account["privateKey"]?.string, let bytes = try? Hex.decode(text) else { throw failure }
      return try SecretKey(bytes: bytes)
    }
  }
}
