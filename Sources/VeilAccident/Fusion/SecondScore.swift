/// What is known of one looked-at moment of a film.
package struct SecondScore: Sendable, Hashable, Codable {
  /// Seconds after the film's beginning.
  package var second: Double
  /// Calibrated probability that the picture shows an accident; nil where there is no picture, or nothing to be seen.
  package var image: Double?
  /// Calibrated probability that it sounds like a crash; nil where there is no sound.
  package var sound: Double?
  /// The same, of sound that is louder than what was heard around it (``SoundRise``), 0 where none is: what counts.
  package var impact: Double?
  /// Both, before smoothing.
  package var fused: Double
  /// Both, smoothed over time.
  package var smoothed: Double
  /// True inside an incident.
  package var isIncident: Bool

  package init(
    second: Double, image: Double?, sound: Double?, impact: Double? = nil, fused: Double = 0, smoothed: Double = 0,
    isIncident: Bool = false
  ) {
    self.second = second
    self.image = image
    self.sound = sound
    self.impact = impact ?? sound
    self.fused = fused
    self.smoothed = smoothed
    self.isIncident = isIncident
  }
}
