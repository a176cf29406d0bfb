/// The analysis pass of one video stream: hand it each frame's detections, and get boxes for every frame at the end.
package struct TrackRecorder: Sendable {
  private var tracker: ByteTracker
  private var table: TrackTable

  /// - Parameters:
  ///   - stream: index of the stream in its container.
  ///   - width: of the picture in pixels.
  ///   - height: of the picture in pixels.
  package init(stream: Int, width: Int, height: Int, options: ByteTracker.Options = ByteTracker.Options()) {
    tracker = ByteTracker(options: options)
    table = TrackTable(stream: stream, width: width, height: height)
  }

  package var frameCount: Int { table.frameCount }
  package var detectionCount: Int { table.detectionCount }

  /// Records the next frame in presentation order.
  /// - Parameter detections: what the detectors found; nil if none looked at this frame because of the interval.
  /// - Throws: ``TrackingError`` if a detector returned nonsense.
  package mutating func record(pts: Int64, seconds: Double, detections: [Detection]?) throws {
    let tracked = detections.map { tracker.update(seconds: seconds, detections: $0) }
    try table.append(pts: pts, seconds: seconds, detections: tracked)
  }

  /// The boxes of every frame, tracks linked and completed.
  /// - Parameter firstTrackID: of the tracks of this stream; start after the previous stream's last.
  package func completed(
    linker: TrackLinker = TrackLinker(), completer: TrackCompleter = TrackCompleter(), firstTrackID: Int = 1
  ) -> CompletedFrames {
    completer.frames(of: table, chains: linker.link(table), firstTrackID: firstTrackID)
  }
}
