/// All boxes to protect in one frame of one video stream: a line of `detections.jsonl`.
package struct FrameDetections: Sendable, Hashable {
  /// Index of the stream in the container.
  package var stream: Int
  /// Number of the frame within its stream, from 0, in presentation order.
  package var frame: Int
  /// Presentation timestamp in ticks of the stream's time base.
  package var pts: Int64
  package var boxes: [TrackedBox]

  package init(stream: Int, frame: Int, pts: Int64, boxes: [TrackedBox]) {
    self.stream = stream
    self.frame = frame
    self.pts = pts
    self.boxes = boxes
  }
}
