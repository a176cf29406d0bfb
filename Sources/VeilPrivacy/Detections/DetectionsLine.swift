internal import VeilVision

/// A line of a detections file after the header.
enum DetectionsLine {
  case frame(FrameDetections)
  case footer(DetectionsFooter)

  /// - Throws: ``JSONScanner/Failure`` if it is neither, ``DetectionsError`` if a value is impossible.
  init(parsing bytes: [UInt8], line: Int) throws {
    var fields = Fields()
    var scanner = JSONScanner(bytes)
    try scanner.object { key, scanner in try fields.read(key, from: &scanner, line: line) }
    try scanner.end()
    self = try fields.done == nil ? .frame(fields.frameLine()) : .footer(fields.footerLine())
  }

  /// What either kind of line may hold, in any order; unknown keys are passed over.
  private struct Fields {
    var numbers: [String: Int] = [:]
    var boxes: [TrackedBox]?
    var done: Bool?
    var sha256: String?

    mutating func read(_ key: String, from scanner: inout JSONScanner, line: Int) throws {
      switch key {
      case "boxes" where scanner.isAtArray(): boxes = try Self.boxes(from: &scanner, line: line)
      case "stream", "frame", "pts", "frames", "boxes", "tracks": numbers[key] = Int(try scanner.integer())
      case "done": done = try scanner.boolean()
      case "sha256": sha256 = try scanner.string()
      default: try scanner.skip()
      }
    }

    func frameLine() throws -> FrameDetections {
      guard let boxes else { throw JSONScanner.Failure(message: "neither a frame with \"boxes\" nor a footer") }
      return FrameDetections(
        stream: try number("stream"), frame: try number("frame"), pts: Int64(try number("pts")), boxes: boxes)
    }

    func footerLine() throws -> DetectionsFooter {
      DetectionsFooter(
        frames: try number("frames"), boxes: try number("boxes"), tracks: try number("tracks"), done: done ?? false,
        sha256: sha256 ?? "")
    }

    private func number(_ key: String) throws -> Int {
      guard let value = numbers[key] else { throw JSONScanner.Failure(message: "\"\(key)\" is missing") }
      return value
    }

    private static func boxes(from scanner: inout JSONScanner, line: Int) throws -> [TrackedBox] {
      var boxes: [TrackedBox] = []
      try scanner.array { scanner in
        let box = try BoxFields(from: &scanner).box()
        if let reason = BoxLimits.objection(to: box) { throw DetectionsError(.badValue, line: line, reason) }
        boxes.append(box)
      }
      return boxes
    }
  }

  private struct BoxFields {
    private var track: Int?
    private var category: String?
    private var confidence: Double?
    private var trackConfidence: Double?
    private var corners: [Double] = []
    private var origin: BoxOrigin?

    init(from scanner: inout JSONScanner) throws {
      try scanner.object { key, scanner in
        switch key {
        case "track": track = Int(try scanner.integer())
        case "category": category = try scanner.string()
        case "confidence": confidence = try scanner.number()
        case "trackConfidence": trackConfidence = try scanner.number()
        case "box": try scanner.array { corners.append(try $0.number()) }
        case "origin": origin = try Self.origin(try scanner.string())
        default: try scanner.skip()
        }
      }
    }

    /// A box drawn by hand may go without track and confidence.
    func box() throws -> TrackedBox {
      guard let origin else { throw JSONScanner.Failure(message: "a box has no \"origin\"") }
      guard let category else { throw JSONScanner.Failure(message: "a box has no \"category\"") }
      guard corners.count == 4 else { throw JSONScanner.Failure(message: "\"box\" must be [x, y, width, height]") }
      guard origin == .drawn || track ?? 0 > 0 else { throw JSONScanner.Failure(message: "a box has no \"track\"") }
      guard origin == .drawn || confidence != nil else {
        throw JSONScanner.Failure(message: "a box has no \"confidence\"")
      }
      return TrackedBox(
        trackID: track ?? 0, category: Category(category), confidence: confidence ?? 1,
        trackConfidence: trackConfidence,
        box: Box(x: corners[0], y: corners[1], width: corners[2], height: corners[3]), origin: origin)
    }

    private static func origin(_ name: String) throws -> BoxOrigin {
      if let origin = BoxOrigin(rawValue: name) { return origin }
      let names = BoxOrigin.allCases.map(\.rawValue).joined(separator: ", ")
      throw JSONScanner.Failure(message: "unknown origin \"\(name.prefix(40))\"; use one of \(names)")
    }
  }
}
