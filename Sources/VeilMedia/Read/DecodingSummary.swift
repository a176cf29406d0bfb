/// What decoding met, for the report.
package struct DecodingSummary: Sendable, Hashable {
  /// Frames delivered, damaged ones included.
  package var frames = 0
  /// Frames delivered that are damaged or stand for lost ones.
  package var damagedFrames = 0
  /// Lost frames that no frame stands for, because the film does not say when they were to be shown.
  package var missingFrames = 0
  /// What is wrong with the file, one sentence each.
  package var damage: [String] = []
}
