package import VeilMedia

/// Finds objects in one picture.
package protocol Detector: Sendable {
  /// The categories that ``detect(in:)`` can return.
  var categories: Set<Category> { get }

  /// All objects in the picture at or above the detector's thresholds, boxes in the frame's own pixels, duplicates
  /// already suppressed.
  func detect(in frame: VideoFrame) async throws -> [Detection]
}
