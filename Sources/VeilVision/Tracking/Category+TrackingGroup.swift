extension Category {
  /// Categories a detector confuses with each other on one and the same object; only boxes of one group are associated.
  package var trackingGroup: String {
    switch self {
    case .car, .truck, .bus: "vehicle"
    case .motorcycle, .bicycle: "two-wheeler"
    default: rawValue
    }
  }
}
