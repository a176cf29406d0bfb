/// Accidents that the picture misses and sound brings back, and normal pictures that sound turns into accidents: every
/// picture beside every second of sound of its kind, as the sharing paper put accident sound under silent films.
package struct RecoveryTable: Sendable, Hashable, Codable {
  package struct Row: Sendable, Hashable, Codable {
    package let rule: Fusion.Rule
    /// Share of (missed picture, crash second) pairs that are called accidents.
    package let recovered: Double?
    /// Its 95 % interval over clips and recordings.
    package let recoveredInterval: Interval?
    /// Share of (normal picture rightly called normal, normal second) pairs that are called accidents.
    package let spoilt: Double?
    /// Likewise.
    package let spoiltInterval: Interval?
  }

  /// Pictures of accidents that the picture alone calls normal.
  package let missed: Int
  /// Pictures of accidents in all.
  package let accidents: Int
  /// Seconds with crashes, and without.
  package let crashSeconds: Int
  package let normalSeconds: Int
  /// Recordings with crashes, and with other seconds.
  package let crashRecordings: Int
  package let normalRecordings: Int
  package let rows: [Row]

  /// - Parameters:
  ///   - pictures: out-of-fold scores.
  ///   - seconds: probability and label of seconds of sound that the sound classifier has not learned from.
  package init(
    _ pictures: [ScoredPicture], seconds: [ScoredSecond], fusion: Fusion, bootstrap: ClipBootstrap = ClipBootstrap()
  ) {
    let missedPictures = pictures.filter { $0.isAccident && $0.probability < fusion.imageThreshold }
    let normalPictures = pictures.filter { !$0.isAccident && $0.probability < fusion.imageThreshold }
    let crashes = seconds.filter(\.isCrash)
    let others = seconds.filter { !$0.isCrash }
    missed = missedPictures.count
    accidents = pictures.count(where: \.isAccident)
    crashSeconds = crashes.count
    normalSeconds = others.count
    crashRecordings = Set(crashes.map(\.recording)).count
    normalRecordings = Set(others.map(\.recording)).count
    rows = [Fusion.Rule.paper, .combined].map { rule in
      var fusion = fusion
      fusion.rule = rule
      let isAccident = { (picture: ScoredPicture, second: ScoredSecond) in
        fusion.isAccident(image: picture.probability, sound: second.probability)
      }
      let recovered = PairedShare(missedPictures, crashes, isHit: isAccident)
      let spoilt = PairedShare(normalPictures, others, isHit: isAccident)
      return Row(
        rule: rule, recovered: recovered.value, recoveredInterval: recovered.interval(bootstrap),
        spoilt: spoilt.value, spoiltInterval: spoilt.interval(bootstrap))
    }
  }
}
