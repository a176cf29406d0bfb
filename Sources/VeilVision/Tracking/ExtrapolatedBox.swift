/// Where a box was before its first detection or will be after its last, and how uncertain that is.
///
/// The velocity of each edge is a ridge regression over the nearest detections: it tends to zero as long as there are
/// too few of them to tell motion from jitter.
struct ExtrapolatedBox: Sendable {
  private static let window = 0.3

  private let anchor: Keyframe
  /// Of the edges, pixels per second.
  private let velocity: SIMD4<Double>
  /// Standard deviation of the velocity.
  private let deviation: SIMD2<Double>

  /// - Parameters:
  ///   - anchor: the first or last detection.
  ///   - keyframes: the anchor and the detections next to it.
  init(from anchor: Keyframe, keyframes: [Keyframe], motion: TrackMotion, options: CompletionOptions) {
    let near = keyframes.filter { abs($0.seconds - anchor.seconds) <= Self.window }
    let ratio = motion.jitter / (BoxEdges(anchor.box).size * options.speed)
    let ridge = ratio * ratio
    let trend = LinearTrend(of: near, ridge: SIMD4(lowHalf: ridge, highHalf: ridge))
    self.anchor = anchor
    velocity = trend.velocity
    deviation = motion.jitter / trend.information.lowHalf.squareRoot()
  }

  /// The edges at a time: moved, never smaller than they were seen.
  func edges(at seconds: Double) -> BoxEdges {
    let start = BoxEdges(anchor.box)
    return BoxEdges(start.vector + velocity * (seconds - anchor.seconds)).atLeast(start.size)
  }

  /// How far an edge can have strayed from there, apart from jitter.
  func uncertainty(at seconds: Double, acceleration: SIMD2<Double>) -> SIMD2<Double> {
    let time = abs(seconds - anchor.seconds)
    return deviation * time + acceleration * (time * (time + Self.window) / 2)
  }
}
