package import VeilMedia
package import VeilVision

/// Finds what a policy protects in single frames, and can say with what.
package protocol FrameDetector: Sendable {
  /// The models that take part, for the detections file and the report.
  var models: [DetectionsHeader.Model] { get }
  /// Least score of a detection by category.
  var thresholds: [String: Double] { get }
  /// What else shaped the detections, by setting: input sizes, tiles, precision.
  var configuration: [String: String] { get }

  /// All objects in an upright picture, boxes in the picture's own pixels.
  func detect(in frame: VideoFrame) async throws -> [Detection]
}
