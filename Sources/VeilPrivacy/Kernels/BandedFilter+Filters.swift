/// The filters that protections are made of.
extension BandedFilter {
  /// A symmetric kernel along an axis of `count` samples, mirrored at the borders without repeating the outermost
  /// sample (OpenCV's `BORDER_REFLECT_101`, its default).
  /// - Precondition: the number of weights is odd.
  static func convolution(_ kernel: [Double], count: Int) -> BandedFilter {
    precondition(kernel.count % 2 == 1 && count > 0)
    let radius = kernel.count / 2
    let rows = (0..<count).map { center in
      row(
        gathering: kernel.enumerated().map { tap, weight in
          (reflected(center + tap - radius, count: count), weight)
        })
    }
    return BandedFilter(inputCount: count, rows: rows)
  }

  /// Bilinear resize with half-pixel centres and no smoothing when shrinking: OpenCV's `INTER_LINEAR`, the default of
  /// `cv2.resize`.
  static func bilinear(from inputCount: Int, to outputCount: Int) -> BandedFilter {
    precondition(inputCount > 0 && outputCount > 0)
    let scale = Double(inputCount) / Double(outputCount)
    let rows = (0..<outputCount).map { output in
      let position = min(max((Double(output) + 0.5) * scale - 0.5, 0), Double(inputCount - 1))
      let left = Int(position)
      let fraction = position - Double(left)
      return Row(start: left, weights: fraction == 0 ? [1] : [1 - fraction, fraction])
    }
    return BandedFilter(inputCount: inputCount, rows: rows)
  }

  /// Average over the stretch of input that each output sample covers: OpenCV's `INTER_AREA` for shrinking.
  /// - Precondition: `outputCount <= inputCount`.
  static func areaAverage(from inputCount: Int, to outputCount: Int) -> BandedFilter {
    precondition(outputCount > 0 && outputCount <= inputCount)
    let scale = Double(inputCount) / Double(outputCount)
    let rows = (0..<outputCount).map { output in
      let low = Double(output) * scale
      let high = min(low + scale, Double(inputCount))
      let first = Int(low)
      let last = min(max(first, Int(high.rounded(.up)) - 1), inputCount - 1)
      let covered = (first...last).map { max(0, min(high, Double($0 + 1)) - max(low, Double($0))) }
      let sum = covered.reduce(0, +)
      return Row(start: first, weights: covered.map { $0 / sum })
    }
    return BandedFilter(inputCount: inputCount, rows: rows)
  }

  private static func reflected(_ index: Int, count: Int) -> Int {
    guard count > 1 else { return 0 }
    let period = 2 * (count - 1)
    let offset = ((index % period) + period) % period
    return offset < count ? offset : period - offset
  }
}
