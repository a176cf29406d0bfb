/// Formats of other tools that a detections file can be turned into.
package enum DetectionsExport: String, Sendable, CaseIterable {
  /// One JSON file (cocodataset.org, "Data format", object detection) with `track_id`.
  case coco
  /// MOTChallenge ground truth: a folder with `gt/gt.txt`, `gt/labels.txt` and `seqinfo.ini` for each stream.
  case mot
  /// YOLO labels: a folder with a text file for each frame and `classes.txt`.
  case yolo

  /// Writes the file (coco) or folder (mot, yolo) at `path`; it appears only when complete.
  /// - Throws: ``DetectionsError`` if the detections are wrong anywhere, or the destination is there or not writable.
  package func write(_ file: DetectionsFile, to path: String) throws {
    switch self {
    case .coco: try COCOExport(file).write(to: path)
    case .mot: try PartialFolder.write(path) { try MOTExport(file).write(into: $0) }
    case .yolo: try PartialFolder.write(path) { try YOLOExport(file).write(into: $0) }
    }
  }

  /// File name of a frame's picture, without ending, as the exports name it: `stream0_frame000041`.
  package static func frameName(stream: Int, frame: Int) -> String {
    let digits = String(frame)
    return "stream\(stream)_frame\(String(repeating: "0", count: max(0, 6 - digits.count)))\(digits)"
  }
}
