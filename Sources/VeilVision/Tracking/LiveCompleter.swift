/// Fills gaps and extends tracks like ``TrackCompleter``, but of a film that has no end: a frame comes out as soon as
/// the film has been analysed some time beyond it.
///
/// What lies beyond the look-ahead is not known: a gap longer than it is protected as the end and the start of a track,
/// and tracks begin to be padded at most the look-ahead before their first detection.
package struct LiveCompleter: Sendable {
  private struct PendingFrame {
    var frame: Int
    var pts: Int64
    var seconds: Double
    var isAnalysed: Bool
  }

  private let stream: Int
  private let lookahead: Double
  private let path: TrackPath
  private var frameCount = 0
  private var pending: [PendingFrame] = []
  private var tracks: [Int: LiveTrack] = [:]

  /// - Parameters:
  ///   - width: of the picture in pixels.
  ///   - height: of the picture in pixels.
  ///   - lookahead: seconds to wait for; at least the padding, or tracks are padded less.
  package init(
    stream: Int, width: Int, height: Int, lookahead: Double = 1, options: CompletionOptions = CompletionOptions()
  ) {
    self.stream = stream
    self.lookahead = lookahead
    path = TrackPath(options: options, width: width, height: height)
  }

  /// Takes in the next frame and returns those whose boxes are now settled, oldest first.
  /// - Parameter detections: what the tracker returned; nil if no detector looked at this frame.
  /// - Throws: ``TrackingError`` if a box is not a box, the time not a number, or a track there twice.
  package mutating func append(pts: Int64, seconds: Double, detections: [TrackedDetection]?) throws -> [FrameDetections]
  {
    let keyframes = try Keyframe.keyframes(of: detections ?? [], frame: frameCount, seconds: seconds)
    for (trackID, keyframe) in keyframes {
      tracks[trackID, default: LiveTrack()].append(keyframe, isBelieved: path.options.isBelieved(keyframe))
    }
    pending.append(PendingFrame(frame: frameCount, pts: pts, seconds: seconds, isAnalysed: detections != nil))
    frameCount += 1
    let settled = pending.prefix { seconds - $0.seconds >= lookahead - 1e-6 }.count
    return emit(settled)
  }

  /// Returns the frames still held back, at the end of the film.
  package mutating func finish() -> [FrameDetections] { emit(pending.count) }

  private mutating func emit(_ count: Int) -> [FrameDetections] {
    let settled = pending.prefix(count)
    pending.removeFirst(count)
    return settled.map { frame in
      let boxes = tracks.filter(\.value.isBelieved).sorted { $0.key < $1.key }.compactMap { trackID, track in
        path.placement(
          frame: frame.frame, seconds: frame.seconds, isAnalysed: frame.isAnalysed,
          context: track.context(at: frame.frame)
        ).map {
          TrackedBox(
            trackID: trackID, category: track.category, trackConfidence: track.confidence, placement: $0)
        }
      }
      forget(before: frame.frame, seconds: frame.seconds)
      return FrameDetections(stream: stream, frame: frame.frame, pts: frame.pts, boxes: boxes)
    }
  }

  private mutating func forget(before frame: Int, seconds: Double) {
    for trackID in tracks.keys {
      tracks[trackID]?.forget(before: frame)
      if tracks[trackID]?.isOver(at: seconds, memory: max(2, lookahead + path.options.padding)) == true {
        tracks[trackID] = nil
      }
    }
  }
}
