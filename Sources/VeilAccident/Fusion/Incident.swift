/// A stretch of a film that counts as one accident.
package struct Incident: Sendable, Hashable, Codable {
  /// Seconds after the film's beginning.
  package var start: Double
  package var end: Double
  /// The moment of impact: the loudest crash where one is heard, else the sharpest rise of what is seen.
  package var impact: Double
  /// Highest probability in it.
  package var probability: Double
  /// True if a crash was heard.
  package var isHeard: Bool

  package init(start: Double, end: Double, impact: Double, probability: Double, isHeard: Bool) {
    self.start = start
    self.end = end
    self.impact = impact
    self.probability = probability
    self.isHeard = isHeard
  }
}
