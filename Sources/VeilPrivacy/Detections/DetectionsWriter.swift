internal import VeilMedia
internal import Crypto
package import VeilVision

/// Writes `detections.jsonl` line by line: a header, a line a frame, a footer. The file appears only when
/// ``finish()`` returns; before that there is none.
package final class DetectionsWriter {
  private let file: OutputFile
  private var hash = SHA256()
  private var line = JSONLine()
  private var order: FrameOrder
  private var boxCount = 0
  private var tracks: Set<Int> = []

  /// - Throws: ``DetectionsError`` if the header holds a number that is none; `MediaError` if the file cannot be written.
  package init(path: String, header: DetectionsHeader) throws {
    guard header.thresholds.values.allSatisfy(\.isFinite) else {
      throw DetectionsError(.badValue, "a threshold is not a number")
    }
    file = try OutputFile(path, overwrites: true)
    order = FrameOrder(streams: header.streams)
    line.header(header)
    try writeLine()
  }

  /// Adds a frame: of each stream the next one, from 0.
  /// - Throws: ``DetectionsError`` for a frame out of order or a box that is not one; `MediaError` for a full disk.
  package func append(_ frame: FrameDetections) throws {
    try order.admit(stream: frame.stream, frame: frame.frame)
    for box in frame.boxes {
      if let reason = BoxLimits.objection(to: box) {
        throw DetectionsError(.badValue, "stream \(frame.stream), frame \(frame.frame): \(reason)")
      }
      if box.trackID > 0 { tracks.insert(box.trackID) }
    }
    boxCount += frame.boxes.count
    line.frame(frame)
    try writeLine()
  }

  /// Writes the footer and puts the file into place.
  /// - Throws: ``DetectionsError`` if fewer frames were added than the header says; `MediaError` if the disk is full.
  @discardableResult
  package func finish() throws -> DetectionsFooter {
    try order.finish()
    let digest = hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    let footer = DetectionsFooter(
      frames: order.total, boxes: boxCount, tracks: tracks.count, done: true, sha256: digest)
    line.footer(footer)
    try writeLine()
    try file.commit()
    return footer
  }

  private func writeLine() throws {
    line.raw("\n")
    line.bytes.withUnsafeBytes { hash.update(bufferPointer: $0) }
    try file.write(line.bytes)
    line.clear()
  }
}
