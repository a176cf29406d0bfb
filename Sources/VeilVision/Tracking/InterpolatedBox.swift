/// The straight way of a box's edges from one detection to a later one.
struct InterpolatedBox: Sendable {
  let from: Keyframe
  let to: Keyframe

  private var span: Double { max(to.seconds - from.seconds, 1e-6) }

  func edges(at seconds: Double) -> BoxEdges {
    let fraction = min(1, max(0, (seconds - from.seconds) / span))
    let start = BoxEdges(from.box).vector
    return BoxEdges(start + (BoxEdges(to.box).vector - start) * fraction)
  }

  /// How far off the line one unit of acceleration can carry the object: ½·τ·(T − τ).
  func leverage(at seconds: Double) -> Double {
    max(0, (seconds - from.seconds) * (to.seconds - seconds) / 2)
  }
}
