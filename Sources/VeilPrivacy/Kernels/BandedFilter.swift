/// A linear operation along one axis of a picture: every output sample is a weighted sum of a run of input samples.
///
/// Gaussian, bilinear resize and area average are all of this kind, and so is any chain of them: ``after(_:)`` folds a
/// chain into one filter, which is what makes blurring a region of 80 pixels "at 256×256" cheap.
struct BandedFilter: Sendable, Equatable {
  /// Samples that go in.
  let inputCount: Int
  /// Samples that come out.
  let outputCount: Int
  /// Weights of each output sample, the same number for all; 1 or more.
  let taps: Int
  /// For each output sample, the input sample that the first weight belongs to; `start + taps <= inputCount`.
  let starts: [Int32]
  /// `outputCount` rows of `taps` weights.
  let weights: [Float]

  /// One output sample before padding: weights of the input samples from `start` on.
  struct Row: Sendable {
    var start: Int
    var weights: [Double]
  }

  /// - Precondition: rows are not empty and lie inside `0..<inputCount`.
  init(inputCount: Int, rows: [Row]) {
    let taps = rows.reduce(1) { max($0, $1.weights.count) }
    precondition(inputCount >= taps && !rows.isEmpty)
    var starts = [Int32]()
    var weights = [Float](repeating: 0, count: rows.count * taps)
    starts.reserveCapacity(rows.count)
    for (index, row) in rows.enumerated() {
      // A run that is too close to the end begins earlier, with zeros in front.
      let start = min(row.start, inputCount - taps)
      for (tap, weight) in row.weights.enumerated() {
        weights[index * taps + row.start - start + tap] = Float(weight)
      }
      starts.append(Int32(start))
    }
    self.inputCount = inputCount
    outputCount = rows.count
    self.taps = taps
    self.starts = starts
    self.weights = weights
  }

  /// The input sample that the first weight of an output sample belongs to.
  func start(_ output: Int) -> Int { Int(starts[output]) }

  /// Rows from weights at scattered input samples, as reflection at a border makes them.
  static func row(gathering parts: some Sequence<(index: Int, weight: Double)>) -> Row {
    let parts = Array(parts)
    let first = parts.map(\.index).min() ?? 0
    let last = parts.map(\.index).max() ?? 0
    var weights = [Double](repeating: 0, count: last - first + 1)
    for (index, weight) in parts { weights[index - first] += weight }
    return Row(start: first, weights: weights)
  }

  /// The filter that does what `first` does and then what this one does.
  /// - Precondition: `first.outputCount == inputCount`.
  func after(_ first: BandedFilter) -> BandedFilter {
    precondition(first.outputCount == inputCount)
    var sums = [Double](repeating: 0, count: first.inputCount)
    let rows = (0..<outputCount).map { output in
      let used = start(output)..<start(output) + taps
      let low = used.reduce(first.inputCount) { min($0, first.start($1)) }
      let high = used.reduce(0) { max($0, first.start($1) + first.taps) }
      for (tap, row) in used.enumerated() {
        let weight = Double(weights[output * taps + tap])
        guard weight != 0 else { continue }
        for inner in 0..<first.taps {
          sums[first.start(row) + inner] += weight * Double(first.weights[row * first.taps + inner])
        }
      }
      defer { for index in low..<high { sums[index] = 0 } }
      return Row(start: low, weights: Array(sums[low..<high])).trimmed
    }
    return BandedFilter(inputCount: first.inputCount, rows: rows)
  }
}

extension BandedFilter.Row {
  /// The row without zeros at its ends.
  fileprivate var trimmed: BandedFilter.Row {
    guard let first = weights.firstIndex(where: { $0 != 0 }), let last = weights.lastIndex(where: { $0 != 0 })
    else { return BandedFilter.Row(start: start, weights: [0]) }
    return BandedFilter.Row(start: start + first, weights: Array(weights[first...last]))
  }
}
