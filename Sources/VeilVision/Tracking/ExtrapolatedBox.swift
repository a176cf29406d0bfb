/// Where a box was before its first detection or will be after its last, and how uncertain that is.
///
/// The velocity of each edge is a ridge regression over the nearest detections: it tends to zero as long as there are
/// too few of them to tell motion from jitter.
struct ExtrapolatedBox: Sendable {
  /// Seconds of detections that tell the velocity, more if they are fewer than four.
  private static let window = 0.2
  private static let leastCount = 4

  private let anchor: Keyframe
  /// Of the edges, pixels per second.
  private let velocity: SIMD4<Double>
  /// Standard deviation of the velocity.
  private let deviation: SIMD2<Double>
  /// Seconds between the anchor and the middle of the detections that told the velocity.
  private let lag: Double

  /// - Parameters:
  ///   - anchor: the first or last detection.
  ///   - keyframes: the anchor and the detections next to it.
  init(from anchor: Keyframe, keyframes: ArraySlice<Keyframe>, motion: TrackMotion, options: CompletionOptions) {
    let distances = keyframes.map { abs($0.seconds - anchor.seconds) }.sorted()
    let window = max(Self.window, distances.prefix(Self.leastCount).last ?? 0)
    let near = keyframes.filter { abs($0.seconds - anchor.seconds) <= window }
    let size = BoxEdges(anchor.box).size
    let ratio = motion.noise / (size * options.speed)
    let ridge = ratio * ratio
    let trend = LinearTrend(of: near, ridge: SIMD4(lowHalf: ridge, highHalf: ridge))
    self.anchor = anchor
    velocity = trend.velocity
    deviation = pointwiseMin(1.5 * motion.noise / trend.information.lowHalf.squareRoot(), size * options.drift)
    lag = near.reduce(0) { $0 + abs($1.seconds - anchor.seconds) } / Double(max(1, near.count))
  }

  /// The edges at a time: moved, never smaller than they were seen.
  func edges(at seconds: Double) -> BoxEdges {
    let start = BoxEdges(anchor.box)
    return BoxEdges(start.vector + velocity * (seconds - anchor.seconds)).atLeast(start.size)
  }

  /// How far an edge can have strayed from there, apart from jitter.
  func uncertainty(at seconds: Double, acceleration: SIMD2<Double>) -> SIMD2<Double> {
    let time = abs(seconds - anchor.seconds)
    return deviation * time + acceleration * (time * (time / 2 + lag))
  }
}
