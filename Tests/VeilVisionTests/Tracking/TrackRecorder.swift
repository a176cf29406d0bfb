import VeilVision

/// What the analysis pass does with one video stream: each frame's detections in, boxes for every frame out.
struct TrackRecorder: Sendable {
  private var tracker: ByteTracker
  private var table: TrackTable

  init(stream: Int, width: Int, height: Int, options: ByteTracker.Options = ByteTracker.Options()) {
    tracker = ByteTracker(options: options)
    table = TrackTable(stream: stream, width: width, height: height)
  }

  /// Records the next frame in presentation order.
  /// - Parameter detections: what the detectors found; nil if none looked at this frame because of the interval.
  /// - Throws: ``TrackingError`` if a detector returned nonsense.
  mutating func record(pts: Int64, seconds: Double, detections: [Detection]?) throws {
    let tracked = detections.map { tracker.update(seconds: seconds, detections: $0) }
    try table.append(pts: pts, seconds: seconds, detections: tracked)
  }

  /// The boxes of every frame, tracks linked and completed.
  /// - Parameter firstTrackID: of the tracks of this stream; start after the previous stream's last.
  func completed(
    linker: TrackLinker = TrackLinker(), completer: TrackCompleter = TrackCompleter(), firstTrackID: Int = 1
  ) -> CompletedFrames {
    completer.frames(of: table, chains: linker.link(table), firstTrackID: firstTrackID)
  }
}
