/// The detections of all frames of one video stream, kept compactly until the film has been analysed.
///
/// 32 bytes a detection and 17 a frame: an hour at 30 frames a second with ten boxes each takes about 36 MB.
/// Coordinates are hundredths of a pixel, the precision of `detections.jsonl`.
package struct TrackTable: Sendable {
  /// Index of the stream in its container.
  package let stream: Int
  /// Size of the picture in pixels.
  package let width: Int
  package let height: Int
  private(set) var timeline = FrameTimeline()
  private var entries: [Entry] = []
  private var categories: [Category] = []

  package init(stream: Int, width: Int, height: Int) {
    self.stream = stream
    self.width = width
    self.height = height
  }

  package var frameCount: Int { timeline.count }
  package var detectionCount: Int { entries.count }

  /// Adds the next frame in presentation order.
  /// - Parameters:
  ///   - pts: its timestamp in ticks of the stream's time base.
  ///   - seconds: the same in seconds.
  ///   - detections: what the tracker returned for it; nil if no detector looked at this frame.
  /// - Throws: ``TrackingError`` if a box is not a box, a time not a number, a track there twice, or the film too long.
  package mutating func append(pts: Int64, seconds: Double, detections: [TrackedDetection]?) throws {
    let keyframes = try Keyframe.keyframes(of: detections ?? [], frame: frameCount, seconds: seconds)
    guard Int32(exactly: frameCount) != nil, Int32(exactly: entries.count + keyframes.count) != nil else {
      throw TrackingError("the film is too long to be tracked in one run; cut it into parts")
    }
    let added = try keyframes.map { try entry(for: $1, trackID: $0) }
    entries.append(contentsOf: added)
    timeline.append(pts: pts, seconds: seconds, isAnalysed: detections != nil)
  }

  /// The detection at a position of the table.
  func keyframe(at index: Int) -> Keyframe {
    let entry = entries[index]
    return Keyframe(
      frame: Int(entry.frame), seconds: timeline.seconds[Int(entry.frame)],
      category: categories[Int(entry.category)], confidence: Double(entry.confidence) / Entry.confidenceUnits,
      score: Double(entry.score) / Entry.confidenceUnits, box: entry.box)
  }

  func trackID(at index: Int) -> Int { Int(entries[index].track) }

  func frame(at index: Int) -> Int { Int(entries[index].frame) }

  private mutating func entry(for keyframe: Keyframe, trackID: Int) throws -> Entry {
    guard let track = Int32(exactly: trackID), track > 0 else {
      throw TrackingError("frame \(keyframe.frame) has a track numbered \(trackID); tracks are numbered from 1")
    }
    return Entry(track: track, category: try index(of: keyframe.category), keyframe: keyframe)
  }

  private mutating func index(of category: Category) throws -> UInt16 {
    if let known = categories.firstIndex(of: category) { return UInt16(known) }
    guard let index = UInt16(exactly: categories.count) else { throw TrackingError("there are too many categories") }
    categories.append(category)
    return index
  }
}

extension TrackTable {
  private struct Entry {
    static let pixelUnits = 100.0
    static let confidenceUnits = 10_000.0

    let track: Int32
    let frame: Int32
    let x: Int32
    let y: Int32
    let width: Int32
    let height: Int32
    let confidence: UInt16
    let score: UInt16
    let category: UInt16

    init(track: Int32, category: UInt16, keyframe: Keyframe) {
      self.track = track
      self.category = category
      frame = Int32(keyframe.frame)
      x = Self.fixed(keyframe.box.x)
      y = Self.fixed(keyframe.box.y)
      width = max(1, Self.fixed(keyframe.box.width))
      height = max(1, Self.fixed(keyframe.box.height))
      confidence = Self.fixed(share: keyframe.confidence)
      score = Self.fixed(share: keyframe.score)
    }

    var box: Box {
      Box(
        x: Double(x) / Self.pixelUnits, y: Double(y) / Self.pixelUnits,
        width: Double(width) / Self.pixelUnits, height: Double(height) / Self.pixelUnits)
    }

    private static func fixed(share: Double) -> UInt16 {
      UInt16((min(1, max(0, share)) * confidenceUnits).rounded())
    }

    /// Saturates at ten million pixels: no picture is that large, and the sum of two still fits.
    private static func fixed(_ pixels: Double) -> Int32 {
      Int32((min(1e7, max(-1e7, pixels)) * pixelUnits).rounded())
    }
  }
}
