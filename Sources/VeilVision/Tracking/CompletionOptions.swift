/// How far boxes are carried beyond what the detector saw.
///
/// Sizes are fractions of the object's own width and height, so they hold for near and far objects alike.
///
/// The defaults were chosen on street films, with YOLOX-nano as the detector and a larger network as the judge of what
/// there is to see (1459 people and vehicles in every third frame of a town centre film). Of these, at least nine tenths
/// of the box were covered in 85.8 % of the cases by detections alone, 90.1 % with smoothing (3 % more area), 93 % with
/// half a second of padding; a second of padding adds 1.5 points for half as much area again. Letting detections down
/// to two thirds of the threshold into tracks that hold a believed one adds 1.5 points to any of these.
package struct CompletionOptions: Sendable, Hashable {
  /// The score that at least one detection of a track must reach, by its category; a track without is not protected.
  /// Categories that are not named need none. Lets detectors report weak detections too, far below the score that is
  /// believed alone: beside a believed one, in its track, they are what shows an object early and without gaps.
  package var thresholds: [Category: Double] = [:]
  /// How long a track is protected before its first and after its last detection, seconds.
  package var padding = 0.5
  /// Detections that far apart (each way) smooth each other, seconds. A detected box only ever grows by it.
  package var smoothing = 0.3
  /// Largest growth of a detected box on each side by smoothing.
  package var smoothingLimit = 0.1
  /// Growth on each side of any box that was not detected, for the wobble of detectors: at least and at most.
  package var jitter = 0.02
  package var jitterLimit = 0.04
  /// Standard deviation of the speed of objects, sizes per second: what a measured speed is weighed against.
  package var speed = 2.0
  /// Growth on each side, sizes per second, that allows for a speed that is not known well; at most.
  package var drift = 0.4
  /// Acceleration that any object may have, sizes per second squared.
  package var acceleration = 0.2
  /// Largest growth on each side of a box between or outside detections.
  package var growthLimit = 0.5

  package init() {}

  /// True if a frame that many seconds from the nearest detection is within the padding. Timestamps are fractions that
  /// binary numbers do not hit exactly, so a microsecond too much still counts.
  func isWithinPadding(_ seconds: Double) -> Bool { seconds <= padding + 1e-6 }

  func isBelieved(_ keyframe: Keyframe) -> Bool { keyframe.confidence >= thresholds[keyframe.category] ?? 0 }
}
