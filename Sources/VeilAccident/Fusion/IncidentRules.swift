/// When scores become an incident.
package struct IncidentRules: Sendable, Hashable, Codable {
  package var fusion: Fusion
  /// The picture's probability is the median over so many seconds to both sides; 0 does not smooth. An accident stays in
  /// view for seconds, a misjudged picture seldom does.
  package var smoothing = 1.0
  /// An incident that is only seen lasts at least so many seconds.
  package var leastSeen = 2.0
  /// Incidents nearer to each other than this, in seconds, are one.
  package var gap = 5.0
  /// Sound counts if it is louder than what was heard around it, by at least so many decibels (``SoundRise``).
  package var leastRise = 1.0

  package init(fusion: Fusion = Fusion()) { self.fusion = fusion }

  /// Without smoothing: every single second counts.
  package var unsmoothed: IncidentRules {
    var rules = self
    rules.smoothing = 0
    rules.leastSeen = 0
    return rules
  }
}
