/// Which detections of a table belong to the same object, each chain in the order of its frames.
package struct TrackChains: Sendable {
  /// Positions in the table, chain after chain.
  private(set) var order: [Int32]
  /// The part of `order` that each chain holds; chains in order of their first frame.
  private(set) var ranges: [Range<Int>]

  package var count: Int { ranges.count }

  /// One chain for each track number that the tracker gave.
  package init(of table: TrackTable) {
    let sorted = (0..<Int32(table.detectionCount)).sorted {
      (table.trackID(at: Int($0)), $0) < (table.trackID(at: Int($1)), $1)
    }
    var ranges: [Range<Int>] = []
    var start = 0
    for end in sorted.indices.dropFirst() where !Self.sameTrack(sorted[end], sorted[start], in: table) {
      ranges.append(start..<end)
      start = end
    }
    if !sorted.isEmpty { ranges.append(start..<sorted.count) }
    order = sorted
    // Table positions rise with frames, so the first one of a chain says when it begins.
    self.ranges = ranges.sorted { sorted[$0.lowerBound] < sorted[$1.lowerBound] }
  }

  /// Chains of these chains: `successor[i]` continues chain `i`, and begins after it ends.
  init(joining chains: TrackChains, successors: [Int?]) {
    var isContinuation = [Bool](repeating: false, count: chains.count)
    for case .some(let next) in successors { isContinuation[next] = true }
    order = []
    order.reserveCapacity(chains.order.count)
    ranges = []
    for first in chains.ranges.indices where !isContinuation[first] {
      let start = order.count
      var link: Int? = first
      while let current = link {
        order.append(contentsOf: chains.order[chains.ranges[current]])
        link = successors[current]
      }
      ranges.append(start..<order.count)
    }
  }

  /// Only the chains with at least one detection that `isBelieved`.
  func kept(in table: TrackTable, where isBelieved: (Keyframe) -> Bool) -> TrackChains {
    var kept = self
    kept.ranges = ranges.filter { range in range.contains { isBelieved(keyframe(at: $0, in: table)) } }
    return kept
  }

  /// The detection at a position of ``order``.
  func keyframe(at position: Int, in table: TrackTable) -> Keyframe {
    table.keyframe(at: Int(order[position]))
  }

  func frame(at position: Int, in table: TrackTable) -> Int { table.frame(at: Int(order[position])) }

  private static func sameTrack(_ left: Int32, _ right: Int32, in table: TrackTable) -> Bool {
    table.trackID(at: Int(left)) == table.trackID(at: Int(right))
  }
}
