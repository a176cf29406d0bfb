package import VeilVision

/// Which pictures of a film's people and vehicles are taken: some of each track, evenly spread.
package struct SightingPlan: Sendable {
  /// Tracks whose picture is taken, by frame.
  package private(set) var tracks: [Int: [Int]] = [:]
  /// The last frame taken of each track.
  private var last: [Int: Int] = [:]

  /// Numbers of the tracks that are taken.
  package var identities: Int { last.count }

  /// - Parameters:
  ///   - frames: of the film.
  ///   - groups: whom to take.
  ///   - perTrack: pictures of a track at most.
  ///   - minimumHeight: of a box in pixels.
  package init(_ frames: CompletedFrames, groups: Set<ObjectGroup>, perTrack: Int, minimumHeight: Double) {
    var seen: [Int: [Int32]] = [:]
    for frame in frames {
      for box in frame.boxes where box.origin == .detected && box.box.height >= minimumHeight {
        guard let group = ObjectGroup(box.category), groups.contains(group) else { continue }
        seen[box.trackID, default: []].append(Int32(frame.frame))
      }
    }
    for (track, frames) in seen.sorted(by: { $0.key < $1.key }) {
      let chosen = Self.spread(frames, count: perTrack)
      // Somebody who is seen once cannot be recognised again.
      guard chosen.count > 1, let end = chosen.last else { continue }
      for frame in chosen { tracks[Int(frame), default: []].append(track) }
      last[track] = Int(end)
    }
  }

  package func isLast(_ frame: Int, of track: Int) -> Bool { last[track] == frame }

  /// So many elements of a list at even distances, first and last included.
  static func spread<Element>(_ elements: [Element], count: Int) -> [Element] {
    guard elements.count > count else { return elements }
    guard count > 1 else { return Array(elements.prefix(max(0, count))) }
    return (0..<count).map { elements[$0 * (elements.count - 1) / (count - 1)] }
  }
}
