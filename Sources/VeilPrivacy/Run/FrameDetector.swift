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

  /// Objects in an upright picture, boxes in the picture's own pixels.
  ///
  /// - Parameters:
  ///   - frame: the picture.
  ///   - turn: how many pictures of this film were looked at before. A detector may look for some things only every
  ///     second turn, because tracks bridge the time between; nil looks for everything.
  func detect(in frame: VideoFrame, turn: Int?) async throws -> [Detection]

  /// Gets ready for upright pictures of a format, beside whatever else begins, so that the first ones need not wait.
  func prepare(for format: PictureFormat) async throws
}

extension FrameDetector {
  package func prepare(for format: PictureFormat) async throws {}
}
