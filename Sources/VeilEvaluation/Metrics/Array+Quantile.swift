extension [Double] {
  /// The value below which a share of the sorted, non-empty values lies, interpolated between neighbours.
  func quantile(_ share: Double) -> Double {
    let position = share * Double(count - 1)
    let lower = Int(position.rounded(.down))
    let upper = Swift.min(lower + 1, count - 1)
    return self[lower] + (self[upper] - self[lower]) * (position - Double(lower))
  }
}
