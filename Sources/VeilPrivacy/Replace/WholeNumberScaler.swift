/// Scales square pictures of levels in whole numbers, so that training and program see the very same pixels.
///
/// Along each axis, a smaller output sample is the mean over the stretch of input that it covers, every pixel weighing as
/// much as it overlaps; a larger one lies between two pixels, those at the edge repeated. Both axes are summed in whole
/// numbers before the one division, halves rounded up.
struct WholeNumberScaler {
  /// Rows and columns of the input.
  let side: Int
  /// Rows and columns of the output.
  let size: Int

  /// First input sample and weights of each output sample.
  private let taps: [(start: Int, weights: [Int32])]
  /// What the weights of a sample sum to.
  private let total: Int

  /// - Precondition: both are positive.
  init(from side: Int, to size: Int) {
    precondition(side > 0 && size > 0)
    self.side = side
    self.size = size
    total = side >= size ? side : 2 * size
    taps = (0..<size).map { side >= size ? Self.mean($0, side, size) : Self.between($0, side, size) }
  }

  /// One channel, scaled.
  /// - Precondition: it has `side × side` levels.
  func scaled(_ levels: ArraySlice<UInt8>) -> [UInt8] {
    precondition(levels.count == side * side)
    if side == size { return Array(levels) }
    var sums = [Int32](repeating: 0, count: side)
    var result: [UInt8] = []
    result.reserveCapacity(size * size)
    let divisor = total * total
    levels.withUnsafeBufferPointer { levels in
      for (start, weights) in taps {
        for x in 0..<side { sums[x] = 0 }
        for (offset, weight) in weights.enumerated() {
          let row = (start + offset) * side
          for x in 0..<side { sums[x] &+= weight &* Int32(levels[row + x]) }
        }
        for (first, shares) in taps {
          var sum = 0
          for (offset, share) in shares.enumerated() { sum &+= Int(share) &* Int(sums[first + offset]) }
          result.append(UInt8(truncatingIfNeeded: (2 * sum + divisor) / (2 * divisor)))
        }
      }
    }
    return result
  }

  private static func mean(_ index: Int, _ side: Int, _ size: Int) -> (Int, [Int32]) {
    let start = index * side
    let end = start + side
    let pixels = start / size..<(end + size - 1) / size
    return (pixels.lowerBound, pixels.map { Int32(min(end, ($0 + 1) * size) - max(start, $0 * size)) })
  }

  private static func between(_ index: Int, _ side: Int, _ size: Int) -> (Int, [Int32]) {
    let place = (2 * index + 1) * side - size
    let pixel = place >= 0 ? place / (2 * size) : -1
    let share = place - 2 * size * pixel
    let left = min(max(pixel, 0), side - 1)
    let right = min(max(pixel + 1, 0), side - 1)
    return left == right ? (left, [Int32(2 * size)]) : (left, [Int32(2 * size - share), Int32(share)])
  }
}
