/// How far boxes are carried beyond what the detector saw.
///
/// Sizes are fractions of the object's own width and height, so they hold for near and far objects alike.
package struct CompletionOptions: Sendable, Hashable {
  /// How long a track is protected before its first and after its last detection, seconds.
  package var padding = 0.5
  /// Detections that far apart (each way) smooth each other, seconds. A detected box only ever grows by it.
  package var smoothing = 0.15
  /// Largest growth of a detected box on each side by smoothing.
  package var smoothingLimit = 0.1
  /// Least growth on each side of any box that was not detected: what detectors wobble.
  package var jitter = 0.03
  /// Speed that an object seen only once may have, sizes per second.
  package var speed = 0.6
  /// Acceleration that any object may have, sizes per second squared.
  package var acceleration = 0.6
  /// Largest growth on each side of a box between or outside detections.
  package var growthLimit = 0.6

  package init() {}
}
