/// Straight lines through the edges of several detections, by least squares over time.
struct LinearTrend: Sendable {
  private let middle: Double
  private let mean: SIMD4<Double>
  /// Velocity of the edges, pixels per second.
  let velocity: SIMD4<Double>
  /// Square seconds: what the velocity rests on, ridge included.
  let information: SIMD4<Double>

  /// - Parameter ridge: square seconds that pull the slope towards zero when there is little to go by.
  init(of keyframes: [Keyframe], ridge: SIMD4<Double> = .zero) {
    let count = Double(max(1, keyframes.count))
    let middle = keyframes.reduce(0) { $0 + $1.seconds } / count
    let mean = keyframes.reduce(SIMD4.zero) { $0 + BoxEdges($1.box).vector } / count
    var spread = ridge
    var covariance = SIMD4<Double>.zero
    for keyframe in keyframes {
      let offset = keyframe.seconds - middle
      spread += offset * offset
      covariance += offset * (BoxEdges(keyframe.box).vector - mean)
    }
    self.middle = middle
    self.mean = mean
    velocity = covariance / pointwiseMax(spread, SIMD4(repeating: 1e-9))
    information = spread
  }

  func edges(at seconds: Double) -> BoxEdges { BoxEdges(mean + velocity * (seconds - middle)) }
}
