/// How a window of sound becomes features; part of a sound model's description.
package struct SoundFeatureSettings: Sendable, Hashable, Codable {
  package enum Kind: String, Sendable, Hashable, Codable {
    /// Mel-frequency cepstral coefficients.
    case mfcc
    /// The mel spectrum in decibels.
    case logMel = "log-mel"
  }

  package var kind: Kind
  /// Samples a second.
  package var sampleRate: Int
  /// Samples in a frame of the transform, a power of two.
  package var fftLength: Int
  /// Samples under the Hann window in the middle of a frame.
  package var windowLength: Int
  /// Samples from one frame to the next.
  package var hop: Int
  /// Mel bands.
  package var bands: Int
  /// Hertz at which the lowest band starts.
  package var lowest: Double
  /// Hertz at which the highest band ends.
  package var highest: Double
  /// Cepstral coefficients, the first of which tells the level; of no meaning for `log-mel`.
  package var coefficients: Int

  package init(
    kind: Kind, sampleRate: Int = 16_000, fftLength: Int = 512, windowLength: Int = 400, hop: Int = 160,
    bands: Int = 64,
    lowest: Double = 0, highest: Double = 8_000, coefficients: Int = 20
  ) {
    self.kind = kind
    self.sampleRate = sampleRate
    self.fftLength = fftLength
    self.windowLength = windowLength
    self.hop = hop
    self.bands = bands
    self.lowest = lowest
    self.highest = highest
    self.coefficients = coefficients
  }

  /// Numbers a frame.
  package var rows: Int { kind == .mfcc ? coefficients : bands }

  /// Frames in so many samples.
  package func frames(of samples: Int) -> Int { samples / hop + 1 }

  /// What contradicts itself, or nil.
  var fault: String? {
    if !(1_000...192_000).contains(sampleRate) { return "the sample rate is not between 1000 and 192000" }
    if !(16...65_536).contains(fftLength) || fftLength.nonzeroBitCount != 1 {
      return "the length of a frame is no power of two between 16 and 65536"
    }
    if !(1...fftLength).contains(windowLength) { return "the window is longer than the frame" }
    if !(1...sampleRate).contains(hop) { return "the hop is not between a sample and a second" }
    if !(1...512).contains(bands) { return "there are not between 1 and 512 bands" }
    if !(lowest >= 0 && lowest < highest && highest <= Double(sampleRate) / 2) {
      return "the bands do not lie between 0 and half the sample rate"
    }
    if kind == .mfcc, !(1...bands).contains(coefficients) { return "there are more coefficients than bands" }
    return nil
  }
}
