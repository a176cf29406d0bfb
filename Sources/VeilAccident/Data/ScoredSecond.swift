/// A labelled second of sound with what a classifier says of it.
package struct ScoredSecond: Sendable, Hashable {
  /// Where the second comes from; seconds of one recording are no independent evidence.
  package let recording: String
  /// Calibrated, 0...1.
  package let probability: Double
  package let isCrash: Bool

  package init(recording: String = "", probability: Double, isCrash: Bool) {
    self.recording = recording
    self.probability = probability
    self.isCrash = isCrash
  }
}
