/// Consecutive samples of one channel.
package struct AudioBlock: Sendable, Hashable {
  /// When the first sample is heard, in seconds of the film's clock, the one of ``VideoFrame/timestamp``.
  package let time: Double
  /// Samples, nominally -1...1, at the rate that was asked for. Only the last block of a film may be shorter than asked.
  package let samples: [Float]

  package init(time: Double, samples: [Float]) {
    self.time = time
    self.samples = samples
  }
}
