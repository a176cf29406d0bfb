import VeilMedia
import VeilVision

/// Hands each frame of the second pass its boxes, and insists that they are of the same frame.
///
/// Both passes read the file that the first one wrote, or a person corrected: what is rendered is what can be looked at.
struct DetectionsFeed {
  private let readers: [Int: DetectionsReader]
  private let name: String

  /// - Parameters:
  ///   - path: the detections file.
  ///   - streams: indices of the film's video streams; the file must be about exactly these.
  /// - Throws: ``DetectionsError``; ``RunError`` when the file is about other streams.
  init(path: String, streams: [Int]) throws {
    name = path
    var readers: [Int: DetectionsReader] = [:]
    for stream in streams { readers[stream] = try DetectionsReader(path: path, stream: stream) }
    self.readers = readers
    let described = Set(readers.values.first?.header.streams.map(\.index) ?? [])
    guard described == Set(streams) else {
      throw RunError(
        .detectionsMismatch,
        "\(path) describes video streams \(described.sorted()), the film has \(streams.sorted()); analyse it again")
    }
  }

  /// The boxes of a stream's next frame.
  func next(for frame: VideoFrame, stream: Int) throws -> FrameDetections {
    guard let detections = try readers[stream]?.next() else {
      throw RunError(.detectionsMismatch, "the film has more frames than \(name) describes; analyse it again")
    }
    guard detections.pts == frame.timestamp.ticks else {
      throw RunError(
        .detectionsMismatch,
        "frame \(detections.frame) is shown at tick \(frame.timestamp.ticks), \(name) says \(detections.pts); analyse it again"
      )
    }
    return detections
  }

  /// To be called after the last frame.
  /// - Returns: true if a person changed the file.
  func finish() throws -> Bool {
    for reader in readers.values {
      guard try reader.next() == nil else {
        throw RunError(.detectionsMismatch, "\(name) describes more frames than the film has; analyse it again")
      }
    }
    return readers.values.contains(where: \.isEdited)
  }
}
