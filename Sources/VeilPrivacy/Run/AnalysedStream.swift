import VeilMedia
import VeilVision

/// What the first pass has found in one stream.
struct AnalysedStream: Sendable {
  private(set) var table: TrackTable
  /// Numbers of frames that could not be decoded cleanly.
  private(set) var damagedFrames: [Int] = []
  /// The frame seen last. It is kept back, because only the end of the stream tells which one was the last.
  private(set) var held: SeenFrame?
  private var tracker = ByteTracker()

  init(_ stream: StreamInfo) {
    table = TrackTable(stream: stream.index, width: stream.video?.width ?? 0, height: stream.video?.height ?? 0)
  }

  mutating func append(_ frame: SeenFrame, timings: StageTimings) throws {
    if let held { try settle(held, timings) }
    held = frame
  }

  mutating func end(with last: SeenFrame, timings: StageTimings) throws {
    held = nil
    try settle(last, timings)
  }

  private mutating func settle(_ frame: SeenFrame, _ timings: StageTimings) throws {
    if frame.isDamaged { damagedFrames.append(table.frameCount) }
    let tracked = frame.detections.map { detections in
      timings.measure(.track) { tracker.update(seconds: frame.seconds, detections: detections) }
    }
    try table.append(pts: frame.pts, seconds: frame.seconds, detections: tracked)
  }
}
