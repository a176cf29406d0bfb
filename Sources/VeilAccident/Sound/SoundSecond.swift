/// What one second of sound says.
public struct SoundSecond: Sendable, Hashable, Codable {
  /// Where the second starts, in seconds of the film's clock, the one of its pictures' timestamps.
  public let second: Double
  /// How probable it is that a crash is heard in it, calibrated, 0...1.
  public let probability: Double
  /// How loud its loudest 50 milliseconds are, in decibels of full scale, from -100 on; nil where that is not known.
  public let level: Double?

  /// A second that starts at a time of the film, with the probability of a crash in it and how loud it is.
  public init(second: Double, probability: Double, level: Double? = nil) {
    self.second = second
    self.probability = probability
    self.level = level
  }
}
