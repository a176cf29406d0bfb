/// A part of a ledger, as the commands of `ledger` print it.
struct LedgerRow: TableRow {
  static let columns = ["PART", "WHERE", "STATE"]

  let part: String
  let place: String
  let state: String

  init(_ part: String, _ place: String, _ state: String) {
    self.part = part
    self.place = place
    self.state = state
  }

  var cells: [String] { [part, place, state] }
}
