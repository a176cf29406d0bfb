/// How unsteadily one track moves, measured on its own detections: what an interpolated box must allow for.
///
/// Each detection is predicted from two others, one before and one after. From its nearest neighbours the error is the
/// detector's jitter; from farther ones it is jitter and acceleration (error = ½·a·τ·(T − τ) at τ of a span T).
struct TrackMotion: Sendable {
  /// Standard error of a detected edge, pixels, horizontally and vertically.
  let jitter: SIMD2<Double>
  /// Pixels per second squared.
  let acceleration: SIMD2<Double>

  /// - Parameters:
  ///   - keyframes: detections around the place in question, in order of time.
  ///   - size: of the object there.
  init(keyframes: [Keyframe], size: SIMD2<Double>, options: CompletionOptions) {
    let nearest = Self.residuals(of: keyframes, reach: 0)
    let jitter = pointwiseMax(Self.high(nearest.map(\.error)) / 1.2, size * options.jitter)
    let far = Self.residuals(of: keyframes, reach: 0.12).map { residual in
      pointwiseMax(residual.error - 1.2 * jitter, SIMD2(repeating: 0)) / residual.leverage
    }
    self.jitter = jitter
    acceleration = pointwiseMax(Self.high(far), size * options.acceleration)
  }

  private struct Residual {
    let error: SIMD2<Double>
    /// ½·τ·(T − τ), square seconds.
    let leverage: Double
  }

  /// The error of each keyframe against the line between its nearest neighbours at least `reach` seconds away.
  private static func residuals(of keyframes: [Keyframe], reach: Double) -> [Residual] {
    var result: [Residual] = []
    var low = -1
    var high = 0
    for (index, keyframe) in keyframes.enumerated() {
      while low + 1 < index, keyframes[low + 1].seconds <= keyframe.seconds - reach { low += 1 }
      high = max(high, index + 1)
      while high < keyframes.count, keyframes[high].seconds < keyframe.seconds + reach { high += 1 }
      guard low >= 0, high < keyframes.count else { continue }
      let line = InterpolatedBox(from: keyframes[low], to: keyframes[high])
      let error = BoxEdges(keyframe.box).deviation(from: line.edges(at: keyframe.seconds))
      let leverage = line.leverage(at: keyframe.seconds)
      if leverage > 0 { result.append(Residual(error: error, leverage: leverage)) }
    }
    return result
  }

  /// The 85th percentile in each direction; zero if nothing was measured.
  private static func high(_ values: [SIMD2<Double>]) -> SIMD2<Double> {
    guard !values.isEmpty else { return .zero }
    let rank = min(values.count - 1, values.count * 85 / 100)
    return SIMD2(values.map(\.x).sorted()[rank], values.map(\.y).sorted()[rank])
  }
}
