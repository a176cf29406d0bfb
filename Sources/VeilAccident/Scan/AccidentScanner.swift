package import Foundation
internal import VeilMedia

/// Goes through films and marks accidents: a picture a second and, where there is one, the sound.
///
///     let scan = try await AccidentScanner(image: classifier).scan(URL(filePath: "drive.mp4"))
///     for incident in scan.incidents { print(incident.impact) }
package struct AccidentScanner: Sendable {
  package let image: ImageClassifier
  package let sound: (any SoundScorer)?
  package let rules: IncidentRules
  /// Seconds between pictures; 0 looks at all of them.
  package let interval: Double

  /// - Parameters:
  ///   - image: looks at pictures.
  ///   - sound: listens; nil: only pictures count.
  ///   - rules: when scores become an incident.
  ///   - interval: seconds between pictures; 0 looks at all of them.
  package init(
    image: ImageClassifier, sound: (any SoundScorer)? = nil, rules: IncidentRules, interval: Double = 1
  ) {
    self.image = image
    self.sound = sound
    self.rules = rules
    self.interval = interval
  }

  /// Goes through a film. Picture and sound are worked on side by side; memory does not grow with the pictures.
  /// - Throws: `MediaError` for films that cannot be read to their end, `VisionError`.
  package func scan(_ film: URL, salvages: Bool = false) async throws -> FilmScan {
    async let heard = sound?.scores(of: film) ?? []
    var pictures: [SecondScore] = []
    var blank = 0
    for try await sample in try await FrameSampler.open(film.path, interval: interval, salvages: salvages).samples {
      let probability = try await image.probability(of: sample.frame)
      if probability == nil { blank += 1 }
      pictures.append(SecondScore(second: sample.seconds, image: probability, sound: nil))
    }
    let sounds = try await heard
    return FilmScan(
      film: film.lastPathComponent, interval: interval,
      scores: SoundAlignment(interval: interval, leastRise: rules.leastRise).merged(pictures, sounds), blank: blank,
      hasSound: !sounds.isEmpty, rules: rules)
  }

  /// Goes through a film, standard input (`-`) or a camera while it runs, by its pictures. A score is final
  /// ``IncidentTracker/delay`` seconds after its picture; an incident is told when it has ended.
  package func follow(_ path: String, tell: @Sendable (IncidentTracker.Step) async throws -> Void) async throws {
    var tracker = IncidentTracker(rules, interval: interval)
    for try await sample in try await FrameSampler.open(path, interval: interval).samples {
      let probability = try await image.probability(of: sample.frame)
      try await tell(tracker.add(SecondScore(second: sample.seconds, image: probability, sound: nil)))
    }
    try await tell(tracker.finish())
  }
}
