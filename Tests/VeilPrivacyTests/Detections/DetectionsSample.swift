import Foundation
import VeilPrivacy
import VeilVision

/// A small detections file with two streams, and a folder to keep it in.
final class DetectionsSample {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "detections-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appending(path: name).path }

  var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted() }

  func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

  static let header = DetectionsHeader(
    tool: "veilcam 0.1.0",
    input: DetectionsHeader.Input(name: "drive \"1\".mp4", sha256: String(repeating: "ab", count: 32), bytes: 123_456),
    streams: [
      DetectionsHeader.Stream(index: 0, width: 640, height: 360, timeBase: [1, 12_800], frames: 3, rotation: 0),
      DetectionsHeader.Stream(index: 2, width: 320, height: 240, timeBase: [1, 90_000], frames: 1, rotation: 90),
    ],
    models: [DetectionsHeader.Model(role: "objects", name: "yolox", sha256: String(repeating: "0f", count: 32))],
    thresholds: ["person": 0.3, "car": 0.25], interval: 2, policy: ["person": "blur"])

  static let frames = [
    FrameDetections(
      stream: 0, frame: 0, pts: 0,
      boxes: [box(1, .car, 0.9, Box(x: 10.126, y: 20, width: 30.5, height: 40), .detected)]),
    FrameDetections(
      stream: 0, frame: 1, pts: 512,
      boxes: [
        box(1, .car, 0.5, Box(x: -4.5, y: 21, width: 30, height: 40), .filled, track: 0.9),
        box(2, .plate, 0.25, Box(x: 100, y: 50, width: 40, height: 12), .tracked),
      ]),
    FrameDetections(
      stream: 0, frame: 2, pts: 1_024,
      boxes: [
        box(1, .car, 0.9, Box(x: 12, y: 22, width: 30, height: 40), .padded),
        box(0, .face, 1, Box(x: 600, y: 300, width: 80, height: 100), .drawn),
      ]),
    FrameDetections(stream: 2, frame: 0, pts: -3_000, boxes: []),
  ]

  private static func box(
    _ trackID: Int, _ category: VeilVision.Category, _ confidence: Double, _ box: Box, _ origin: BoxOrigin,
    track: Double? = nil
  ) -> TrackedBox {
    TrackedBox(
      trackID: trackID, category: category, confidence: confidence, trackConfidence: track, box: box, origin: origin)
  }

  @discardableResult
  func write(_ name: String = "a.jsonl") throws -> DetectionsFooter {
    let writer = try DetectionsWriter(path: path(name), header: Self.header)
    for frame in Self.frames { try writer.append(frame) }
    return try writer.finish()
  }

  /// Writes the sample with its text changed.
  func write(_ name: String = "a.jsonl", changed: (String) -> String) throws -> String {
    try write(name)
    try changed(text(name)).write(toFile: path(name), atomically: true, encoding: .utf8)
    return path(name)
  }

  static func readAll(_ path: String, maximumLineLength: Int = 8 << 20) throws -> [FrameDetections] {
    let reader = try DetectionsReader(path: path, maximumLineLength: maximumLineLength)
    var frames: [FrameDetections] = []
    while let frame = try reader.next() { frames.append(frame) }
    return frames
  }
}
