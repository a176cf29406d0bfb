/// Turns scores into smoothed scores and incidents while they come in; holds back no more than the smoothing needs.
package struct IncidentTracker: Sendable {
  private let rules: IncidentRules
  /// Seconds from one score to the next.
  private let interval: Double
  /// Scores whose neighbours have not come yet, with those before that smoothing needs.
  private var window: [SecondScore] = []
  /// First in `window` that was not given out.
  private var next = 0
  private var open: OpenIncident?
  private var before: [SecondScore] = []

  /// What a score led to.
  package struct Step: Sendable {
    /// Scores that are final now, in order.
    package var seconds: [SecondScore] = []
    /// Incidents that have ended.
    package var incidents: [Incident] = []
  }

  /// - Parameter interval: seconds between scores; 0 where every picture is looked at.
  package init(_ rules: IncidentRules, interval: Double) {
    self.rules = rules
    self.interval = interval
  }

  /// Longest time in seconds between a score and its final value.
  package var delay: Double { rules.smoothing }

  /// Takes the next score.
  package mutating func add(_ score: SecondScore) -> Step {
    var score = score
    score.fused = rules.fusion.probability(image: score.image, sound: score.impact)
    window.append(score)
    var step = Step()
    while next < window.count, score.second - window[next].second >= rules.smoothing - 0.001 { settle(into: &step) }
    return step
  }

  /// Nothing more will come.
  package mutating func finish() -> Step {
    var step = Step()
    while next < window.count { settle(into: &step) }
    if let incident = open?.closed(rules) { step.incidents.append(incident) }
    open = nil
    return step
  }

  private mutating func settle(into step: inout Step) {
    var score = window[next]
    let near = window.filter { abs($0.second - score.second) <= rules.smoothing + 0.001 }
    let seen = Self.median(near.compactMap(\.image))
    let heard = near.compactMap(\.impact).max()
    let image = rules.smoothing > 0 ? (score.image == nil ? nil : seen) : score.image
    // Sound and picture of one crash may fall into neighbouring seconds.
    let sound = rules.smoothing > 0 ? (score.impact == nil ? nil : heard) : score.impact
    score.smoothed = rules.fusion.probability(image: image, sound: sound)
    score.isIncident = rules.fusion.isAccident(image: image, sound: sound)
    if let incident = open, score.second - incident.end > rules.gap {
      if let closed = incident.closed(rules) { step.incidents.append(closed) }
      open = nil
    }
    if score.isIncident {
      var incident = open ?? OpenIncident(score, before: before, interval: interval)
      incident.add(score, rules)
      open = incident
    }
    step.seconds.append(score)
    before.append(score)
    if before.count > 4 { before.removeFirst() }
    next += 1
    while next > 0, window[0].second < score.second - rules.smoothing - 0.001 {
      window.removeFirst()
      next -= 1
    }
  }

  private static func median(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let sorted = values.sorted()
    let middle = sorted.count / 2
    // Of two in the middle the lower: what is half seen is not seen.
    return sorted.count % 2 == 1 ? sorted[middle] : sorted[middle - 1]
  }
}

/// An incident that has not ended.
private struct OpenIncident: Sendable {
  let start: Double
  private(set) var end: Double
  private let interval: Double
  private var peak = 0.0
  private var seenSeconds = 0.0
  private var loudest: (second: Double, probability: Double)?
  private var sharpest: (second: Double, rise: Double)?
  private var lastFused: Double?

  init(_ first: SecondScore, before: [SecondScore], interval: Double) {
    start = first.second
    end = first.second
    self.interval = interval
    lastFused = before.last?.fused
  }

  mutating func add(_ score: SecondScore, _ rules: IncidentRules) {
    let step = max(interval, score.second - end)
    seenSeconds += start == score.second ? interval : min(step, max(interval, 1))
    end = score.second
    peak = max(peak, score.smoothed)
    if let sound = score.impact, sound >= rules.fusion.soundThreshold, rules.fusion.rule != .image,
      sound > loudest?.probability ?? 0
    {
      loudest = (score.second, sound)
    }
    let rise = score.fused - (lastFused ?? 0)
    if rise > sharpest?.rise ?? -1 { sharpest = (score.second, rise) }
    lastFused = score.fused
  }

  /// Nil for what was only seen, and too shortly.
  func closed(_ rules: IncidentRules) -> Incident? {
    guard loudest != nil || seenSeconds >= rules.leastSeen - 0.001 else { return nil }
    return Incident(
      start: start, end: end + interval, impact: loudest?.second ?? sharpest?.second ?? start, probability: peak,
      isHeard: loudest != nil)
  }
}
