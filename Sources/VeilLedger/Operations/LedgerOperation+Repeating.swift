extension LedgerOperation {
  /// Whether doing it again after it was done means another time, and not the same one once more.
  var isRepeatable: Bool {
    switch self {
    case .withdraw, .transfer: true
    default: false
    }
  }
}
