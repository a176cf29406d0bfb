/// How unsteadily one track moves, measured on its own detections: what an interpolated box must allow for.
///
/// Each detection is predicted from two others, one before and one after. From its nearest neighbours the error is the
/// detector's jitter; from farther ones it is jitter and acceleration (error = ½·a·τ·(T − τ) at τ of a span T).
struct TrackMotion: Sendable {
  /// Standard error of a detected edge as measured, pixels, horizontally and vertically.
  let noise: SIMD2<Double>
  /// The same, within the limits of the options: what a box is to be grown by.
  let jitter: SIMD2<Double>
  /// Pixels per second squared.
  let acceleration: SIMD2<Double>

  /// - Parameters:
  ///   - keyframes: detections around the place in question, in order of time.
  ///   - size: of the object there.
  init(keyframes: ArraySlice<Keyframe>, size: SIMD2<Double>, options: CompletionOptions) {
    let nearest = Self.residuals(of: keyframes, reach: 0)
    // Two neighbours average: their error adds half of theirs to the variance.
    let measured = Self.quantile(0.85, of: nearest.map(\.error)) / 1.5.squareRoot()
    let noise = pointwiseMax(measured, size * 0.01)
    let jitter = pointwiseMax(noise, size * options.jitter)
    // What is left of the error after all that jitter alone can do.
    let bends = Self.residuals(of: keyframes, reach: 0.25).map { residual in
      pointwiseMax(residual.error - 2 * measured, SIMD2(repeating: 0)) / residual.leverage
    }
    self.noise = noise
    self.jitter = pointwiseMin(jitter, size * options.jitterLimit)
    // Nothing says that the motion was the same where it was not seen, so half as much again.
    acceleration = pointwiseMax(1.5 * Self.quantile(0.9, of: bends), size * options.acceleration)
  }

  private struct Residual {
    let error: SIMD2<Double>
    /// ½·τ·(T − τ), square seconds.
    let leverage: Double
  }

  /// The error of each keyframe against the line between its nearest neighbours at least `reach` seconds away.
  private static func residuals(of keyframes: ArraySlice<Keyframe>, reach: Double) -> [Residual] {
    var result: [Residual] = []
    var low = keyframes.startIndex - 1
    var high = keyframes.startIndex
    for (index, keyframe) in zip(keyframes.indices, keyframes) {
      while low + 1 < index, keyframes[low + 1].seconds <= keyframe.seconds - reach { low += 1 }
      high = max(high, index + 1)
      while high < keyframes.endIndex, keyframes[high].seconds < keyframe.seconds + reach { high += 1 }
      guard low >= keyframes.startIndex, high < keyframes.endIndex else { continue }
      let line = InterpolatedBox(from: keyframes[low], to: keyframes[high])
      let error = BoxEdges(keyframe.box).deviation(from: line.edges(at: keyframe.seconds))
      let leverage = line.leverage(at: keyframe.seconds)
      if leverage > 0 { result.append(Residual(error: error, leverage: leverage)) }
    }
    return result
  }

  /// In each direction; zero if nothing was measured.
  private static func quantile(_ fraction: Double, of values: [SIMD2<Double>]) -> SIMD2<Double> {
    guard !values.isEmpty else { return .zero }
    let rank = min(values.count - 1, Int(Double(values.count) * fraction))
    return SIMD2(values.map(\.x).sorted()[rank], values.map(\.y).sorted()[rank])
  }
}
