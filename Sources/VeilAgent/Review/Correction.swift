internal import VeilPrivacy
internal import VeilVision

/// What a person changed: all boxes of the frames that he touched, and the tracks that stay visible.
struct Correction: Decodable {
  /// A box as the editor sends it.
  struct DrawnBox: Decodable {
    let track: Int
    let category: String
    let confidence: Double
    /// x, y, width, height in pixels of the picture as it is shown.
    let box: [Double]
    let origin: BoxOrigin

    /// - Parameter before: the frame's boxes as they were: what is known of their tracks stays known.
    /// - Throws: `invalidSetting`.
    func tracked(_ turn: DisplayTurn, _ before: [TrackedBox]) throws -> TrackedBox {
      guard box.count == 4, ProtectionPolicy.knownCategories.contains(Category(category)) else {
        throw DeskError(.invalidSetting, "a box has no size, or a category that cannot be hidden")
      }
      return TrackedBox(
        trackID: track, category: Category(category), confidence: confidence,
        trackConfidence: before.first { $0.trackID == track && $0.origin != .drawn }?.trackConfidence,
        box: turn.coded(Box(x: box[0], y: box[1], width: box[2], height: box[3])), origin: origin)
    }
  }

  /// Which stream of the film it is about; nil for the first.
  let stream: Int?
  /// By frame number.
  let frames: [Int: [DrawnBox]]
  let keep: [Int]

  /// Writes the corrected detections beside the original ones, which stay as they are. The file appears only when it is
  /// complete.
  /// - Throws: `DetectionsError` for a box that is none; `invalidSetting` for a frame that is not in the film.
  func write(_ files: ReviewFiles, stream: Int, turn: DisplayTurn) throws {
    let reader = try DetectionsReader(path: files.current)
    var header = reader.header
    header.policy[ReviewFilm.keepKey] = keep.isEmpty ? nil : keep.sorted().map(String.init).joined(separator: ",")
    let writer = try DetectionsWriter(path: files.corrected, header: header)
    var unused = Set(frames.keys)
    while var frame = try reader.next() {
      if frame.stream == stream, let boxes = frames[frame.frame] {
        frame.boxes = try boxes.map { [before = frame.boxes] in try $0.tracked(turn, before) }
        unused.remove(frame.frame)
      }
      try writer.append(frame)
    }
    guard unused.isEmpty else {
      throw DeskError(.invalidSetting, "the correction is about frames that the film does not have")
    }
    try writer.finish()
  }
}
