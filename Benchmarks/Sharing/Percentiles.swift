/// Durations in milliseconds, sorted.
struct Percentiles {
  private let sorted: [Double]

  init(_ milliseconds: [Double]) { sorted = milliseconds.sorted() }

  /// The value below or at which a share of the durations lies (nearest rank).
  func at(_ share: Double) -> Double {
    sorted.isEmpty ? .infinity : sorted[min(sorted.count - 1, Int((share * Double(sorted.count)).rounded(.up)) - 1)]
  }
}
