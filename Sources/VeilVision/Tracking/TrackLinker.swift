import Foundation

/// Joins the pieces of one object's track that the tracker lost and found again, looking forwards and backwards.
///
/// Two pieces can be the same object if one ends before the other begins, at most ``Options/maximumGap`` earlier, and
/// each, carried on with its own motion over the gap, arrives where the other is, at a similar size. The best pairs are
/// joined first, each end with one beginning. Detections are neither moved nor dropped, and pieces that share a
/// frame or cross in time are never joined.
package struct TrackLinker: Sendable {
  package struct Options: Sendable, Hashable {
    /// Longest time without a detection, seconds.
    package var maximumGap = 2.0
    /// The same where one piece has fewer than three detections, which tell little about its motion.
    package var maximumGapWhenBrief = 0.5
    /// How far the carried-on centre may be off, in sizes of the object, at once and per second of gap.
    package var tolerance = 0.4
    package var tolerancePerSecond = 0.5
    /// Largest ratio of the areas.
    package var maximumGrowth = 2.0

    package init() {}
  }

  /// Says how alike two pieces look, 0 (surely different) to 1; nil if unknown. They are given as positions of the
  /// last detection of the earlier and the first of the later piece.
  package typealias Appearance = @Sendable (_ earlier: FragmentEnd, _ later: FragmentEnd) -> Double?

  private let options: Options
  private let appearance: Appearance?

  /// - Parameter appearance: vetoes pairs below 0.5 and prefers alike ones; without it motion and size decide.
  package init(options: Options = Options(), appearance: Appearance? = nil) {
    self.options = options
    self.appearance = appearance
  }

  /// The chains of a film's tracks.
  package func link(_ table: TrackTable) -> TrackChains {
    let chains = TrackChains(of: table)
    let fragments = chains.ranges.indices.map { TrackFragment(chain: $0, of: chains, in: table) }
    var successors = [Int?](repeating: nil, count: fragments.count)
    var isTaken = [Bool](repeating: false, count: fragments.count)
    for pair in pairs(of: fragments) where successors[pair.earlier] == nil && !isTaken[pair.later] {
      successors[pair.earlier] = pair.later
      isTaken[pair.later] = true
    }
    return TrackChains(joining: chains, successors: successors)
  }

  private struct Pair {
    var earlier: Int
    var later: Int
    var cost: Double
  }

  /// All plausible pairs, the best first. Fragments are in order of their first frame.
  private func pairs(of fragments: [TrackFragment]) -> [Pair] {
    var pairs: [Pair] = []
    for (index, earlier) in fragments.enumerated() {
      var candidate = fragments.partitioningIndex { $0.head.frame > earlier.tail.frame }
      while candidate < fragments.count, fragments[candidate].head.seconds - earlier.tail.seconds <= options.maximumGap
      {
        if let cost = cost(of: earlier, and: fragments[candidate]) {
          pairs.append(Pair(earlier: index, later: candidate, cost: cost))
        }
        candidate += 1
      }
    }
    return pairs.sorted { ($0.cost, $0.earlier, $0.later) < ($1.cost, $1.earlier, $1.later) }
  }

  /// 0 for a perfect fit, nil if they cannot be the same object.
  private func cost(of earlier: TrackFragment, and later: TrackFragment) -> Double? {
    guard earlier.group == later.group else { return nil }
    let gap = later.head.seconds - earlier.tail.seconds
    let growth = later.head.box.area / earlier.tail.box.area
    let isBrief = earlier.isBrief || later.isBrief
    guard gap > 0, gap <= (isBrief ? options.maximumGapWhenBrief : options.maximumGap) else { return nil }
    guard max(growth, 1 / growth) <= options.maximumGrowth else { return nil }
    let tolerance = options.tolerance + options.tolerancePerSecond * gap
    let distance = earlier.distance(to: later)
    guard distance <= tolerance else { return nil }
    let likeness = appearance?(FragmentEnd(earlier.tail), FragmentEnd(later.head))
    if let likeness, likeness < 0.5 { return nil }
    return distance / tolerance + abs(log(growth)) + gap / options.maximumGap + 2 * (1 - (likeness ?? 1))
  }
}
