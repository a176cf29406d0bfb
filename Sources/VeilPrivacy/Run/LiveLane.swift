import VeilMedia
import VeilVision

/// One stream of a live run: its tracker, and the frames that wait for their boxes to settle.
struct LiveLane {
  /// A frame whose boxes are final.
  struct Settled {
    let frame: VideoFrame
    let stream: Int
    let detections: FrameDetections
  }

  private let stream: Int
  private var tracker: ByteTracker
  private var completer: LiveCompleter
  private var waiting: [VideoFrame] = []

  init(_ info: StreamInfo, lookahead: Double, completion: CompletionOptions) {
    stream = info.index
    // Track numbers are unique in a film; streams do not know each other's, so each has its own million.
    tracker = ByteTracker(firstTrackID: 1 + info.index * 1_000_000)
    completer = LiveCompleter(
      stream: info.index, width: info.video?.width ?? 0, height: info.video?.height ?? 0, lookahead: lookahead,
      options: completion)
  }

  /// Takes the next frame in and returns those that are settled by it.
  mutating func append(_ frame: VideoFrame, detections: [Detection]?) throws -> [Settled] {
    let seconds = frame.timestamp.seconds
    let tracked = detections.map { tracker.update(seconds: seconds, detections: $0) }
    waiting.append(frame)
    return pair(try completer.append(pts: frame.timestamp.ticks, seconds: seconds, detections: tracked))
  }

  /// The frames that still wait when the film has ended.
  mutating func finish() -> [Settled] { pair(completer.finish()) }

  private mutating func pair(_ detections: [FrameDetections]) -> [Settled] {
    let frames = waiting.prefix(detections.count)
    waiting.removeFirst(frames.count)
    return zip(frames, detections).map { Settled(frame: $0, stream: stream, detections: $1) }
  }
}
