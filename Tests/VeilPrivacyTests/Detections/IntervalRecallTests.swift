import Foundation
import Testing
import VeilPrivacy
import VeilVision

/// How much recall over all frames a detector interval loses: of what the detector finds when it looks at every frame,
/// tracking must still protect 99 % when it looks at every second one. Of objects at least 32 pixels high: smaller
/// ones come and go from frame to frame even if every frame is looked at. Reads real detections of whole films.
@Suite struct IntervalRecallTests {
  private static let folder = ProcessInfo.processInfo.environment["VEILCAM_TRACKING_DETECTIONS"]
  private static let films = folder.map { folder in
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { $0.hasSuffix(".jsonl") }.sorted().map { "\(folder)/\($0)" }
  }

  @Test(
    .enabled(if: folder != nil, "set VEILCAM_TRACKING_DETECTIONS to a folder of .jsonl files detected on every frame"),
    arguments: films ?? [])
  func losesAtMostOnePointWithEverySecondFrame(film: String) throws {
    let file = try DetectionsFile(validating: film)
    var recalls: [Double] = []
    for interval in 1...6 { recalls.append(try Self.recall(of: file, interval: interval)) }
    let row = recalls.map { String(format: "%.4f", $0) }.joined(separator: " ")
    print("recall at intervals 1...6 of \(file.header.input.name): \(row)")
    #expect(recalls[0] - recalls[1] <= 0.01, "\(row)")
  }

  /// Part of all detections that a box of the same group protects with an IoU of 0.5 or more.
  private static func recall(of file: DetectionsFile, interval: Int) throws -> Double {
    let stream = file.header.streams[0]
    var tracker = ByteTracker()
    var table = TrackTable(stream: stream.index, width: stream.width, height: stream.height)
    try forEachFrame(of: file) { frame, detections in
      let seconds = stream.seconds(atPTS: frame.pts)
      let isAnalysed = frame.frame.isMultiple(of: interval) || frame.frame + 1 == stream.frames
      let tracked = isAnalysed ? tracker.update(seconds: seconds, detections: detections) : nil
      try table.append(pts: frame.pts, seconds: seconds, detections: tracked)
    }
    var protected = TrackCompleter().frames(of: table, chains: TrackLinker().link(table)).makeIterator()
    var hits = 0
    var total = 0
    try forEachFrame(of: file) { _, detections in
      let boxes = protected.next()?.boxes ?? []
      let large = detections.filter { $0.box.height >= 32 }
      total += large.count
      hits += large.count { detection in
        boxes.contains {
          $0.category.trackingGroup == detection.category.trackingGroup && $0.box.iou(with: detection.box) >= 0.5
        }
      }
    }
    return total > 0 ? Double(hits) / Double(total) : 1
  }

  private static func forEachFrame(
    of file: DetectionsFile, _ body: (FrameDetections, [Detection]) throws -> Void
  ) throws {
    let reader = try file.frames(stream: file.header.streams[0].index)
    while let frame = try reader.next() {
      let detected = frame.boxes.filter { $0.origin == .detected }
      try body(frame, detected.map { Detection(category: $0.category, confidence: $0.confidence, box: $0.box) })
    }
  }
}
