/// Accidents that the picture misses and sound brings back, and normal pictures that sound turns into accidents: every
/// picture beside every second of sound of its kind, as the sharing paper put accident sound under silent films.
package struct RecoveryTable: Sendable, Hashable, Codable {
  package struct Row: Sendable, Hashable, Codable {
    package let rule: Fusion.Rule
    /// Share of (missed picture, crash second) pairs that are called accidents.
    package let recovered: Double?
    /// Share of (normal picture rightly called normal, normal second) pairs that are called accidents.
    package let spoilt: Double?
  }

  /// Pictures of accidents that the picture alone calls normal.
  package let missed: Int
  /// Pictures of accidents in all.
  package let accidents: Int
  /// Seconds with crashes, and without.
  package let crashSeconds: Int
  package let normalSeconds: Int
  package let rows: [Row]

  /// - Parameters:
  ///   - pictures: out-of-fold scores.
  ///   - seconds: probability and label of seconds of sound that the sound classifier has not learned from.
  package init(_ pictures: [ScoredPicture], seconds: [(probability: Double, isCrash: Bool)], fusion: Fusion) {
    let missedPictures = pictures.filter { $0.isAccident && $0.probability < fusion.imageThreshold }
    let normalPictures = pictures.filter { !$0.isAccident && $0.probability < fusion.imageThreshold }
    let crashes = seconds.filter(\.isCrash).map(\.probability)
    let others = seconds.filter { !$0.isCrash }.map(\.probability)
    missed = missedPictures.count
    accidents = pictures.count(where: \.isAccident)
    crashSeconds = crashes.count
    normalSeconds = others.count
    rows = [Fusion.Rule.paper, .combined].map { rule in
      var fusion = fusion
      fusion.rule = rule
      return Row(
        rule: rule, recovered: Self.share(missedPictures, crashes, fusion),
        spoilt: Self.share(normalPictures, others, fusion))
    }
  }

  private static func share(_ pictures: [ScoredPicture], _ sounds: [Double], _ fusion: Fusion) -> Double? {
    guard !pictures.isEmpty, !sounds.isEmpty else { return nil }
    var count = 0
    for picture in pictures {
      count += sounds.count { fusion.isAccident(image: picture.probability, sound: $0) }
    }
    return Double(count) / Double(pictures.count * sounds.count)
  }
}
