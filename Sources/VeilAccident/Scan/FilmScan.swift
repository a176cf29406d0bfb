/// What scanning a film came to.
package struct FilmScan: Sendable, Hashable, Codable {
  /// Name of the film.
  package let film: String
  /// Seconds between pictures; 0 where all were looked at.
  package let interval: Double
  package let seconds: [SecondScore]
  package let incidents: [Incident]
  /// Pictures in which nothing is to be seen.
  package let blankPictures: Int
  package let hasSound: Bool
  /// Probability from which a picture counts as one of an accident.
  package let threshold: Double
  package let rule: Fusion.Rule

  package init(
    film: String, interval: Double, scores: [SecondScore], blank: Int, hasSound: Bool, rules: IncidentRules
  ) {
    var tracker = IncidentTracker(rules, interval: interval)
    var steps = scores.map { tracker.add($0) }
    steps.append(tracker.finish())
    self.film = film
    self.interval = interval
    seconds = steps.flatMap(\.seconds)
    incidents = steps.flatMap(\.incidents)
    blankPictures = blank
    self.hasSound = hasSound
    threshold = rules.fusion.imageThreshold
    rule = rules.fusion.rule
  }

  /// Incidents that other rules would have marked in the same scores. Sound that was not loud enough to count
  /// (``IncidentRules/leastRise``) does not count under them either.
  package func incidents(under rules: IncidentRules) -> [Incident] {
    let bare = seconds.map { SecondScore(second: $0.second, image: $0.image, sound: $0.sound, impact: $0.impact) }
    return FilmScan(film: film, interval: interval, scores: bare, blank: 0, hasSound: hasSound, rules: rules).incidents
  }
}
