package import VeilMedia
package import VeilVision

/// Who is in a film, frame by frame: found by a detector, linked by the tracker (inspire section VI-A: "Images for the
/// same instance were linked with an object tracking model").
package struct FilmTracks: Sendable {
  package let path: String
  /// The film's first video stream.
  package let stream: Int
  /// Boxes of every frame.
  package let frames: CompletedFrames

  /// Looks through a film.
  /// - Parameters:
  ///   - path: the film.
  ///   - detector: what finds people and vehicles.
  ///   - interval: a look at every n-th frame; the tracker bridges the others.
  ///   - progress: told of each frame.
  /// - Throws: `MediaError`; ``EvaluationError`` for a film that is stored turned.
  package static func find(
    in path: String, with detector: any Detector, interval: Int, progress: (Int) -> Void = { _ in }
  ) async throws -> FilmTracks {
    let reader = try await FilmReader.open(path)
    guard let info = reader.info.videoStreams.first, let video = info.video else {
      throw EvaluationError(.picture, "\(path) holds no video; name a film")
    }
    guard video.rotation == 0 else {
      throw EvaluationError(.picture, "\(path) is stored turned by \(Int(video.rotation))°; turn it first with ffmpeg")
    }
    var tracker = ByteTracker()
    var table: TrackTable?
    var number = 0
    for try await item in reader.items {
      guard case .frame(let frame, info.index) = item else { continue }
      if table == nil {
        table = TrackTable(stream: info.index, width: frame.format.width, height: frame.format.height)
      }
      let seconds = frame.timestamp.seconds
      let isDue = number.isMultiple(of: max(1, interval)) && !frame.isDamaged
      let found = isDue ? tracker.update(seconds: seconds, detections: try await detector.detect(in: frame)) : nil
      try table?.append(pts: frame.timestamp.ticks, seconds: seconds, detections: found)
      number += 1
      progress(number)
    }
    guard let table else { throw EvaluationError(.picture, "\(path) has no picture in it") }
    let chains = TrackLinker().link(table)
    return FilmTracks(
      path: path, stream: info.index, frames: TrackCompleter().frames(of: table, chains: chains))
  }

  /// Reads the film again, with the boxes of each frame.
  package func eachFrame(
    _ body: (_ number: Int, _ frame: VideoFrame, _ boxes: [TrackedBox]) async throws -> Void
  ) async throws {
    let reader = try await FilmReader.open(path)
    var boxes = frames.makeIterator()
    for try await item in reader.items {
      guard case .frame(let frame, stream) = item else { continue }
      guard let detections = boxes.next(), detections.pts == frame.timestamp.ticks else {
        throw EvaluationError(.picture, "\(path) changed while it was read; leave it alone and start again")
      }
      try await body(detections.frame, frame, detections.boxes)
    }
  }
}
