internal import Foundation

/// Which segments an incident is about, and which stretch of them. Counted from the impact in film time, so that a clock
/// that jumps changes nothing.
package struct IncidentWindow: Sendable, Hashable {
  /// Segments of an incident at most.
  package static let maximumCount = 3
  /// Milliseconds between two films that count as continuous, and by which an impact may lie outside every film.
  static let slack: Int64 = 5_000

  /// What is known of the segments.
  package enum Plan: Sendable, Hashable {
    /// Films that belong to it are still to come; those that are there need keeping already.
    case waiting([StoredSegment])
    case ready([StoredSegment])
    /// There is no film of that time and none will come.
    case missing
  }

  package let impact: Int64
  package let lastImpact: Int64
  /// Seconds.
  package let before: Double
  package let after: Double

  package init(impact: Int64, lastImpact: Int64, before: Double, after: Double) {
    self.impact = impact
    self.lastImpact = lastImpact
    self.before = before
    self.after = after
  }

  /// - Parameters:
  ///   - segments: the latest ones, in the order of recording.
  ///   - isComplete: true if no film is to be waited for any longer.
  package func plan(_ segments: [StoredSegment], isComplete: Bool) -> Plan {
    guard let place = Self.index(of: impact, in: segments) else {
      let isPast = segments.last.map { $0.start > impact + Self.slack } ?? false
      return isComplete || isPast ? .missing : .waiting(leading(segments))
    }
    var chosen = [segments[place]]
    prepend(to: &chosen, segments, place)
    let isClosed = append(to: &chosen, segments, place)
    return isClosed || isComplete ? .ready(chosen) : .waiting(chosen)
  }

  /// The films before one that is still being written: the camera may overwrite them first.
  private func leading(_ segments: [StoredSegment]) -> [StoredSegment] {
    let start = impact - Int64(before * 1_000) - Self.slack
    return segments.suffix(Self.maximumCount - 1).filter { $0.end > start && $0.start <= impact }
  }

  /// The segment of a moment: the latest that has it, since a clock may have been set back; else the nearest one.
  static func index(of time: Int64, in segments: [StoredSegment]) -> Int? {
    if let place = segments.lastIndex(where: { $0.start <= time && time < $0.end }) { return place }
    let distances = segments.map { max($0.start - time, time - $0.end) }
    guard let nearest = distances.indices.min(by: { distances[$0] < distances[$1] }) else { return nil }
    // The film of a moment just behind the last one may still be written.
    let isLast = nearest == segments.count - 1 && time >= segments[nearest].end
    return distances[nearest] <= Self.slack && !isLast ? nearest : nil
  }

  private func prepend(to chosen: inout [StoredSegment], _ segments: [StoredSegment], _ place: Int) {
    var need = before - Double(impact - segments[place].start) / 1_000
    var index = place
    // Two of three at most, so that something of what follows has room.
    while need > 0, index > 0, chosen.count < Self.maximumCount - 1 {
      guard Self.follows(segments[index], segments[index - 1]) else { return }
      index -= 1
      chosen.insert(segments[index], at: 0)
      need -= segments[index].duration
    }
  }

  /// - Returns: whether nothing more is to come.
  private func append(to chosen: inout [StoredSegment], _ segments: [StoredSegment], _ place: Int) -> Bool {
    var need = Double(lastImpact - segments[place].end) / 1_000 + after
    var index = place
    while need > 0, chosen.count < Self.maximumCount {
      guard index + 1 < segments.count else { return false }
      guard Self.follows(segments[index + 1], segments[index]) else { return true }
      index += 1
      chosen.append(segments[index])
      need -= segments[index].duration
    }
    return true
  }

  /// Whether a film goes on for another: same key, and no pause. A clock that was set back makes no pause.
  private static func follows(_ next: StoredSegment, _ last: StoredSegment) -> Bool {
    next.device == last.device && next.start - last.end <= slack
  }
}
