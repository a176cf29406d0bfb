/// What is missed by looking at fewer pictures (the sharing paper, figure 10): clips whose accident is noticed when only
/// every n-th picture is looked at, over all ways to begin.
package struct IntervalStudy: Sendable, Hashable, Codable {
  package struct Row: Sendable, Hashable, Codable {
    /// Every how-many-th picture.
    package let step: Int
    /// Mean over clips and beginnings: share of accidents noticed by at least one picture.
    package let noticed: Double
    /// Mean of the highest probability of an accident's pictures.
    package let peak: Double
  }

  package let rows: [Row]
  /// Clips with an accident and known order.
  package let clips: Int

  package init(_ pictures: [ScoredPicture], threshold: Double, steps: [Int] = [1, 2, 3, 5, 8, 10, 15, 20]) {
    let clips = Dictionary(grouping: pictures.filter { $0.order != nil && !$0.isExtra }, by: \.clip)
      .sorted { $0.key < $1.key }
      .map { $0.value.sorted { ($0.order ?? 0) < ($1.order ?? 0) } }
      .filter { $0.contains(where: \.isAccident) }
    self.clips = clips.count
    rows = clips.isEmpty ? [] : steps.map { Self.row($0, clips, threshold) }
  }

  private static func row(_ step: Int, _ clips: [[ScoredPicture]], _ threshold: Double) -> Row {
    var (noticed, peak) = (0.0, 0.0)
    for clip in clips {
      for begin in 0..<step {
        let peaks = stride(from: begin, to: clip.count, by: step).map { clip[$0] }.filter(\.isAccident).map(
          \.probability)
        let best = peaks.max() ?? 0
        noticed += (best >= threshold ? 1 : 0) / Double(step)
        peak += best / Double(step)
      }
    }
    return Row(step: step, noticed: noticed / Double(clips.count), peak: peak / Double(clips.count))
  }
}
