import Cryptography
import VeilAgent

/// A transaction of the desk, as commands print it.
struct ReceiptRow: TableRow {
  static let columns = ["DID", "REQUEST", "TRANSACTION", "BLOCK", "GAS"]

  let action: String
  let request: String
  let transaction: String
  let block: UInt64
  let gas: UInt64

  init(_ action: String, _ request: Address, _ receipt: DeskReceipt) {
    self.action = action
    self.request = request.description
    transaction = receipt.transaction.description
    block = receipt.block
    gas = receipt.gasUsed
  }

  var cells: [String] { [action, request, transaction, String(block), String(gas)] }
}
