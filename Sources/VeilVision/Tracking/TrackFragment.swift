/// A piece of a track as the linker sees it: both its ends and how it moves there.
struct TrackFragment: Sendable {
  /// See ``Category/trackingGroup``.
  let group: String
  /// The first detection and the last.
  let head: Keyframe
  let tail: Keyframe
  /// True if there are too few detections to tell how it moves.
  let isBrief: Bool
  /// Of the centre at both ends, pixels per second; nil if seen too briefly to tell.
  private let headVelocity: SIMD2<Double>?
  private let tailVelocity: SIMD2<Double>?

  init(chain: Int, of chains: TrackChains, in table: TrackTable) {
    let range = chains.ranges[chain]
    func keyframes(_ positions: Range<Int>) -> [Keyframe] {
      positions.map { chains.keyframe(at: $0, in: table) }
    }
    let first = keyframes(range.lowerBound..<min(range.upperBound, range.lowerBound + TrackPath.reach))
    let last = keyframes(max(range.lowerBound, range.upperBound - TrackPath.reach)..<range.upperBound)
    head = first[0]
    tail = last[last.count - 1]
    isBrief = range.count < 3
    group = tail.category.trackingGroup
    headVelocity = Self.velocity(of: first.filter { [head] in $0.seconds - head.seconds <= 0.5 })
    tailVelocity = Self.velocity(of: last.filter { [tail] in tail.seconds - $0.seconds <= 0.5 })
  }

  /// How far this fragment, carried on over the gap, and a later one, carried back, miss each other: the worse of both
  /// ways, in mean sizes of the object.
  func distance(to later: TrackFragment) -> Double {
    let gap = later.head.seconds - tail.seconds
    let velocity = tailVelocity ?? later.headVelocity ?? .zero
    let laterVelocity = later.headVelocity ?? tailVelocity ?? .zero
    let way = Self.center(later.head) - Self.center(tail)
    let size = (BoxEdges(tail.box).size + BoxEdges(later.head.box).size) / 2
    func length(_ miss: SIMD2<Double>) -> Double {
      let relative = miss / size
      return (relative * relative).sum().squareRoot()
    }
    return max(length(way - velocity * gap), length(way - laterVelocity * gap))
  }

  private static func velocity(of keyframes: [Keyframe]) -> SIMD2<Double>? {
    guard keyframes.count >= 3 else { return nil }
    // Half a hundredth of a square second damps what a handful of frames say about speed.
    let velocity = LinearTrend(of: keyframes, ridge: SIMD4(repeating: 0.002)).velocity
    return (velocity.lowHalf + velocity.highHalf) / 2
  }

  private static func center(_ keyframe: Keyframe) -> SIMD2<Double> {
    SIMD2(keyframe.box.centerX, keyframe.box.centerY)
  }
}
