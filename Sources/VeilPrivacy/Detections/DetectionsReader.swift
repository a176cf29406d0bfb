internal import Crypto
package import VeilVision

/// Reads `detections.jsonl` line by line and believes nothing: every line is checked, and the end is only reached if
/// the footer is there and no frame is missing. Use from one task at a time.
package final class DetectionsReader {
  package let header: DetectionsHeader
  /// Counted frames, boxes and tracks; set when ``next()`` has returned nil.
  package private(set) var footer: DetectionsFooter?
  /// True if a person changed the file since a tool wrote it; set when ``next()`` has returned nil.
  package private(set) var isEdited = false

  private let lines: LineReader
  private let stream: Int?
  private var hash = SHA256()
  private var lineNumber = 0
  private var order: FrameOrder
  private var boxCount = 0
  private var tracks: Set<Int> = []

  /// Opens the file and reads its header.
  /// - Parameters:
  ///   - stream: index of the stream whose frames are wanted; nil for all, as they come.
  ///   - maximumLineLength: bytes; a longer line is refused.
  /// - Throws: ``DetectionsError``.
  package init(path: String, stream: Int? = nil, maximumLineLength: Int = 8 << 20) throws {
    self.stream = stream
    lines = try LineReader(path: path, maximumLength: maximumLineLength)
    guard let line = try lines.next() else {
      throw DetectionsError(.incomplete, "\(path) is empty; analyse the film again")
    }
    header = try DetectionsHeader(parsing: line)
    order = FrameOrder(streams: header.streams)
    lineNumber = 1
    hash.update(data: line)
  }

  /// The next frame, nil after the last.
  /// - Throws: ``DetectionsError`` naming the line and what is wrong with it.
  package func next() throws -> FrameDetections? {
    guard footer == nil else { return nil }
    while let line = try nextLine() {
      switch try parse(line) {
      case .footer(let footer):
        try finish(footer)
        return nil
      case .frame(let frame):
        hash.update(data: line)
        try order.admit(stream: frame.stream, frame: frame.frame, line: lineNumber)
        count(frame)
        if stream == nil || stream == frame.stream { return frame }
      }
    }
    throw DetectionsError(
      .incomplete, line: lineNumber, "the file ends without its footer, so the analysis did not finish; analyse again")
  }

  /// The next line that is not blank.
  private func nextLine() throws -> [UInt8]? {
    lineNumber += 1
    do {
      while let line = try lines.next() {
        if line.contains(where: { $0 > 0x20 }) { return line }
        hash.update(data: line)
        lineNumber += 1
      }
      return nil
    } catch let error as DetectionsError {
      throw DetectionsError(error.code, line: lineNumber, error.message)
    }
  }

  private func parse(_ line: [UInt8]) throws -> DetectionsLine {
    do {
      return try DetectionsLine(parsing: line, line: lineNumber)
    } catch let failure as JSONScanner.Failure {
      throw DetectionsError(.malformed, line: lineNumber, failure.message)
    }
  }

  private func count(_ frame: FrameDetections) {
    boxCount += frame.boxes.count
    for box in frame.boxes where box.trackID > 0 { tracks.insert(box.trackID) }
  }

  private func finish(_ claimed: DetectionsFooter) throws {
    guard claimed.done else {
      throw DetectionsError(.incomplete, line: lineNumber, "the footer says that the analysis did not finish")
    }
    try order.finish(line: lineNumber)
    let digest = hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    isEdited = digest != claimed.sha256
    let counted = DetectionsFooter(
      frames: order.total, boxes: boxCount, tracks: tracks.count, done: true, sha256: digest)
    try compare(claimed, with: counted)
    if try nextLine() != nil {
      throw DetectionsError(.malformed, line: lineNumber, "there is more after the footer")
    }
    footer = counted
  }

  /// A person may add and remove boxes without counting them, but a frame that is gone would go unprotected.
  private func compare(_ claimed: DetectionsFooter, with counted: DetectionsFooter) throws {
    guard claimed.frames == counted.frames else {
      throw DetectionsError(
        .countsDiffer, line: lineNumber, "the footer says \(claimed.frames) frames, the file has \(counted.frames)")
    }
    guard isEdited || (claimed.boxes == counted.boxes && claimed.tracks == counted.tracks) else {
      throw DetectionsError(
        .countsDiffer, line: lineNumber,
        "the footer says \(claimed.boxes) boxes of \(claimed.tracks) tracks, the file has \(counted.boxes) of "
          + "\(counted.tracks)")
    }
  }
}
