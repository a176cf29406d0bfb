/// Gives every detection of a film to a track: the same number for the same object from frame to frame.
///
/// After ByteTrack (Zhang et al., "ByteTrack: Multi-Object Tracking by Associating Every Detection Box", ECCV 2022):
/// confident detections are associated first, then the weak ones with the tracks left over, on the overlap with the
/// position that a Kalman filter predicts; each round is an optimal assignment. A last round with widened boxes
/// (C-BIoU, Yang et al., WACV 2023) catches small, fast objects such as plates. Differs from both in one point, because
/// this is a privacy tool: **no detection is ever dropped**. What nothing claims starts a track of its own.
///
/// Time is in seconds and may be irregular; frames on which no detector ran are simply not passed in. The result does
/// not depend on the order of the detections.
package struct ByteTracker: Sendable {
  package struct Options: Sendable, Hashable {
    /// Detections at or above this score are associated first.
    package var highConfidence = 0.5
    /// Least overlap (IoU) of a prediction and a confident detection.
    package var minimumIoU = 0.2
    /// Least overlap of a prediction and a weak detection.
    package var minimumIoUWhenWeak = 0.3
    /// By which fraction of their size boxes are widened on each side in the last round.
    package var buffer = 0.4
    /// How long a track waits for its object to be seen again.
    package var memory = 1.0
    /// The same for a track that has been seen only once.
    package var tentativeMemory = 0.3

    package init() {}
  }

  /// The number the next new track gets.
  package private(set) var nextTrackID: Int
  private let options: Options
  private var tracklets: [Tracklet] = []
  private var lastSeconds: Double?

  /// - Parameter firstTrackID: number of the first track, so that streams of one film do not share numbers.
  package init(options: Options = Options(), firstTrackID: Int = 1) {
    self.options = options
    nextTrackID = firstTrackID
  }

  /// Takes in the detections of one analysed frame.
  /// - Parameters:
  ///   - seconds: presentation time of the frame; a step back counts as no time passed.
  /// - Returns: one element for each detection, in the order given; no track twice.
  package mutating func update(seconds: Double, detections: [Detection]) -> [TrackedDetection] {
    advance(to: seconds)
    var trackIDs = [Int](repeating: 0, count: detections.count)
    let usable = detections.indices.filter { detections[$0].box.isValid }.sorted { detections[$0] < detections[$1] }
    for (_, members) in groups(of: usable, in: detections) {
      associate(members, of: detections, seconds: seconds, trackIDs: &trackIDs)
    }
    for index in usable where trackIDs[index] == 0 {
      trackIDs[index] = takeTrackID()
      tracklets.append(Tracklet(trackID: trackIDs[index], detection: detections[index], seconds: seconds))
    }
    for index in detections.indices where trackIDs[index] == 0 { trackIDs[index] = takeTrackID() }
    forget()
    return zip(trackIDs, detections).map(TrackedDetection.init)
  }

  private mutating func takeTrackID() -> Int {
    defer { nextTrackID += 1 }
    return nextTrackID
  }

  private mutating func advance(to seconds: Double) {
    if let lastSeconds {
      let step = seconds - lastSeconds
      for index in tracklets.indices {
        tracklets[index].filter.predict(seconds: step > 0 && step.isFinite ? step : 0)
        tracklets[index].misses += 1
      }
    }
    lastSeconds = seconds.isFinite ? max(seconds, lastSeconds ?? seconds) : lastSeconds
  }

  private func groups(of indices: [Int], in detections: [Detection]) -> [(String, [Int])] {
    Dictionary(grouping: indices) { detections[$0].category.trackingGroup }.sorted { $0.key < $1.key }
  }

  /// The rounds of association within one group of categories.
  private mutating func associate(
    _ members: [Int], of detections: [Detection], seconds: Double, trackIDs: inout [Int]
  ) {
    let group = detections[members[0]].category.trackingGroup
    let candidates = tracklets.indices.filter { tracklets[$0].group == group }
    let confirmed = candidates.filter { tracklets[$0].hits > 1 }
    let confident = members.filter { detections[$0].confidence >= options.highConfidence }
    let weak = members.filter { !(detections[$0].confidence >= options.highConfidence) }
    let minimum = options.minimumIoU
    let minimumWhenWeak = options.minimumIoUWhenWeak
    let rounds: [([Int], [Int], (Tracklet, Box) -> Double?)] = [
      (confirmed, confident, { $0.overlap(with: $1, atLeast: minimum) }),
      (confirmed, weak, { $0.overlap(with: $1, atLeast: minimumWhenWeak) }),
      (candidates, members, { $0.overlap(with: $1, atLeast: minimum) }),
      (candidates, members, { [buffer = options.buffer] in $0.nearness(to: $1, buffer: buffer) }),
    ]
    for (tracks, boxes, gain) in rounds {
      let rows = tracks.filter { tracklets[$0].misses > 0 }
      let columns = boxes.filter { trackIDs[$0] == 0 }
      let match = Assignment.best(rows: rows.count, columns: columns.count) {
        gain(tracklets[rows[$0]], detections[columns[$1]].box)
      }
      for (row, column) in match.enumerated() {
        guard let column else { continue }
        tracklets[rows[row]].take(detections[columns[column]], seconds: seconds)
        trackIDs[columns[column]] = tracklets[rows[row]].trackID
      }
    }
  }

  /// Drops tracks that have waited too long, but never before they had two frames to be seen again.
  private mutating func forget() {
    guard let now = lastSeconds else { return }
    tracklets.removeAll {
      $0.misses > 1 && now - $0.seconds > ($0.hits > 1 ? options.memory : options.tentativeMemory)
    }
  }
}

extension Detection {
  /// A total order over what a detection says, so that results do not depend on the order they come in.
  fileprivate static func < (left: Detection, right: Detection) -> Bool {
    (left.category, left.box.x, left.box.y, left.box.width, left.box.height, -left.confidence)
      < (right.category, right.box.x, right.box.y, right.box.width, right.box.height, -right.confidence)
  }
}
