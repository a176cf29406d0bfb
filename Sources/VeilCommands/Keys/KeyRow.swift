import Ethereum

/// A key, as the commands of `keys` print it. Never shows anything secret.
struct KeyRow: TableRow {
  static let columns = ["ADDRESS", "PUBLIC KEY", "FILE"]

  let address: String
  /// Known only where the key was just open.
  let publicKey: String?
  let file: String

  var cells: [String] { [address, publicKey ?? "", file] }
}
