internal import Foundation
internal import VeilEvidence
internal import VeilMedia

/// Where moments of an incident lie in its films, and what its positions say of the camera's clock.
struct IncidentTimeline: Sendable {
  /// Milliseconds by which clock and receiver may differ.
  private static let tolerance: Int64 = 90_000

  let segments: [StoredSegment]
  let fixes: [[LocationFix]]

  /// Seconds of all films together at which a film begins.
  private func offset(of index: Int) -> Double { segments[..<index].reduce(0) { $0 + $1.duration } }

  var duration: Double { offset(of: segments.count) }

  /// Seconds of all films together at a moment of the camera's clock.
  func position(of time: Int64) -> Double {
    let index =
      segments.lastIndex { $0.start <= time && time < $0.end }
      ?? segments.indices.min { distance(time, segments[$0]) < distance(time, segments[$1]) } ?? 0
    guard segments.indices.contains(index) else { return 0 }
    let inside = Double(time - segments[index].start) / 1_000
    return offset(of: index) + min(max(0, inside), segments[index].duration)
  }

  private func distance(_ time: Int64, _ segment: StoredSegment) -> Int64 {
    max(segment.start - time, time - segment.end)
  }

  /// The parts of the films' copies between two positions in seconds.
  func parts(from: Double, to: Double, path: (StoredSegment) -> String) -> [FilmCut.Part] {
    segments.indices.compactMap { index in
      let begin = offset(of: index)
      let end = begin + segments[index].duration
      guard end > from, begin < to else { return nil }
      return FilmCut.Part(
        path: path(segments[index]), from: max(0, from - begin), to: to < end ? to - begin : nil)
    }
  }

  /// What has to be added to the camera's times, by the receiver's clock; 0 where both agree within a minute and a half.
  var clockCorrection: Int64 {
    for (segment, fixes) in zip(segments, fixes) {
      guard let fix = fixes.first(where: { $0.unixTime != nil }), let time = fix.unixTime else { continue }
      let difference = Int64((time - (fix.filmTime ?? 0)) * 1_000) - segment.start
      return abs(difference) > Self.tolerance ? difference : 0
    }
    return 0
  }

  /// All places, in corrected time.
  var track: [TimedPlace] {
    let correction = clockCorrection
    return zip(segments, fixes).flatMap { segment, fixes in
      fixes.enumerated().map { index, fix in
        let film = Int64(((fix.filmTime ?? Double(index)) * 1_000).rounded())
        let time = fix.unixTime.map { Int64(($0 * 1_000).rounded()) } ?? segment.start + film + correction
        return TimedPlace(time: time, fix.position)
      }
    }
  }
}
