package import VeilVision

/// What a detections file holds, for a person: counts by category and a line for each track.
package struct DetectionsSummary: Sendable, Hashable, Codable {
  /// Frames of all streams, and those without any box.
  package private(set) var frames = 0
  package private(set) var framesWithoutBoxes = 0
  package private(set) var boxes = 0
  /// Boxes by how they were obtained; the key is ``BoxOrigin``'s raw value.
  package private(set) var origins: [String: Int] = [:]
  package private(set) var categories: [String: CategoryCount] = [:]
  /// In order of stream and number. Boxes drawn without a track are only counted above.
  package private(set) var tracks: [Track] = []

  package struct CategoryCount: Sendable, Hashable, Codable {
    package var boxes = 0
    package var tracks = 0
  }

  /// One object's way through the film.
  package struct Track: Sendable, Hashable, Codable {
    package let track: Int
    package let stream: Int
    package let category: String
    package let firstFrame: Int
    package fileprivate(set) var lastFrame: Int
    /// Presentation times of these frames.
    package let firstSeconds: Double
    package fileprivate(set) var lastSeconds: Double
    package fileprivate(set) var boxes = 0
    package fileprivate(set) var origins: [String: Int] = [:]
    /// The longest run of frames in which the detector looked and missed it, between two detections.
    package fileprivate(set) var longestFill = 0
    /// Highest score of its detections.
    package fileprivate(set) var confidence = 0.0

    fileprivate mutating func add(_ box: TrackedBox, in frame: Int, seconds: Double, fill: Int) {
      lastFrame = frame
      lastSeconds = seconds
      boxes += 1
      origins[box.origin.rawValue, default: 0] += 1
      if box.origin == .detected { confidence = max(confidence, box.confidence) }
      longestFill = max(longestFill, fill)
    }
  }

  /// Reads a whole file.
  /// - Throws: ``DetectionsError`` if it is incomplete or wrong anywhere.
  package init(of reader: DetectionsReader) throws {
    var builder = Builder(streams: reader.header.streams)
    while let frame = try reader.next() { builder.add(frame) }
    self = builder.summary()
  }

  /// Counts frames as they come, for a report without reading a file again.
  package struct Builder: Sendable {
    private struct Key: Hashable {
      var stream: Int
      var track: Int
    }

    private var counts = DetectionsSummary()
    private var tracks: [Key: Track] = [:]
    private var fills: [Key: Int] = [:]
    private let streams: [Int: DetectionsHeader.Stream]

    package init(streams: [DetectionsHeader.Stream]) {
      self.streams = Dictionary(streams.map { ($0.index, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package mutating func add(_ frame: FrameDetections) {
      counts.frames += 1
      counts.boxes += frame.boxes.count
      if frame.boxes.isEmpty { counts.framesWithoutBoxes += 1 }
      let seconds = streams[frame.stream]?.seconds(atPTS: frame.pts) ?? 0
      for box in frame.boxes {
        counts.origins[box.origin.rawValue, default: 0] += 1
        counts.categories[box.category.rawValue, default: CategoryCount()].boxes += 1
        if box.trackID > 0 { add(box, of: frame, seconds: seconds) }
      }
    }

    package func summary() -> DetectionsSummary {
      var result = counts
      result.tracks = tracks.values.sorted { ($0.stream, $0.track) < ($1.stream, $1.track) }
      for track in result.tracks { result.categories[track.category, default: CategoryCount()].tracks += 1 }
      return result
    }

    private mutating func add(_ box: TrackedBox, of frame: FrameDetections, seconds: Double) {
      let key = Key(stream: frame.stream, track: box.trackID)
      let fill: Int? =
        box.origin == .filled ? fills[key, default: 0] + 1 : box.origin == .tracked ? fills[key] : 0
      fills[key] = fill
      // Changed where it lies: taking it out would copy its counts for every box of the film.
      tracks[
        key,
        default: Track(
          track: box.trackID, stream: frame.stream, category: box.category.rawValue, firstFrame: frame.frame,
          lastFrame: frame.frame, firstSeconds: seconds, lastSeconds: seconds)
      ].add(box, in: frame.frame, seconds: seconds, fill: fill ?? 0)
    }
  }

  private init() {}
}
