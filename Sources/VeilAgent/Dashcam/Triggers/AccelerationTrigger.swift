/// The G-sensor track beside a film: an event for the strongest moment of each group of moments above the threshold.
package struct AccelerationTrigger: IncidentTrigger {
  /// Moments nearer to each other than this, in seconds, are one event.
  private static let grouping = 5
  private let threshold: Double

  /// - Parameter threshold: in g.
  package init(threshold: Double) { self.threshold = threshold }

  package func events(in segment: FinishedSegment) -> [IncidentEvent] {
    guard let track = AccelerationTrack.beside(film: segment.file.path) else { return [] }
    var groups: [[AccelerationTrack.Sample]] = []
    for sample in track.samples where sample.magnitude >= threshold {
      if let last = groups.last?.last, sample.second - last.second < Self.grouping {
        groups[groups.count - 1].append(sample)
      } else {
        groups.append([sample])
      }
    }
    // Seconds of the film, not of the receiver's clock: the two clocks may differ.
    return groups.compactMap { group in
      guard let peak = group.max(by: { $0.magnitude < $1.magnitude }) else { return nil }
      let time = min(segment.start + Int64(peak.second) * 1_000, max(segment.start, segment.end - 1))
      return IncidentEvent(source: "g-sensor", time: time, magnitude: peak.magnitude)
    }
  }
}
