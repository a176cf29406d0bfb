import VeilMedia
import VeilVision

/// What is known of a frame once a detector has looked at it, or it has been passed over.
struct SeenFrame: Sendable {
  let stream: Int
  let pts: Int64
  let seconds: Double
  let isDamaged: Bool
  /// Nil if no detector looked.
  let detections: [Detection]?
  /// The frame itself if no detector looked at it: it may turn out to be the last of its stream.
  let unseen: VideoFrame?
}
