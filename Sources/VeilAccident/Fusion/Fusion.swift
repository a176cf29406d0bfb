internal import Foundation

/// Makes one probability of what the picture and the sound of a second say.
package struct Fusion: Sendable, Hashable, Codable {
  package enum Rule: String, Sendable, Hashable, Codable, CaseIterable {
    /// The sharing paper, "Detection results": what the picture calls normal is finally classified by sound.
    case paper
    /// Log odds are added, the sound's from its own threshold on. Sound can only speak for an accident: most seconds in
    /// which one is to be seen sound normal.
    case combined
    /// Only the picture counts.
    case image
  }

  package var rule: Rule
  /// From which probability on a picture, and the combination, is one of an accident.
  package var imageThreshold: Double
  /// Likewise for sound, where it decides alone. In the combination, sound this sure says nothing, and surer sound speaks
  /// for an accident: it is where one normal second in a hundred is.
  package var soundThreshold: Double
  /// Factor of the sound's log odds, above those of its threshold, in the combination.
  package var soundWeight: Double
  /// Most that sound can add to the log odds: one noise is no proof against a picture that is sure.
  package var soundLimit: Double

  package init(
    rule: Rule = .combined, imageThreshold: Double = 0.5, soundThreshold: Double = 0.5, soundWeight: Double = 1,
    soundLimit: Double = 6
  ) {
    self.rule = rule
    self.imageThreshold = imageThreshold
    self.soundThreshold = soundThreshold
    self.soundWeight = soundWeight
    self.soundLimit = soundLimit
  }

  /// The fused probability.
  /// - Parameters:
  ///   - image: calibrated probability of the picture; nil where there is none, or nothing to be seen in it.
  ///   - sound: calibrated probability of the sound; nil where there is none.
  package func probability(image: Double?, sound: Double?) -> Double {
    guard let image else { return rule == .image ? 0 : sound ?? 0 }
    guard let sound, rule != .image else { return image }
    switch rule {
    case .image: return image
    case .paper: return image >= imageThreshold ? image : max(image, sound)
    case .combined:
      let evidence = min(soundLimit, max(0, soundWeight * (Self.logit(sound) - Self.logit(soundThreshold))))
      return PlattCalibration.sigmoid(Self.logit(image) + evidence)
    }
  }

  /// Whether that is an accident.
  package func isAccident(image: Double?, sound: Double?) -> Bool {
    guard rule != .image else { return (image ?? 0) >= imageThreshold }
    guard let image else { return (sound ?? 0) >= soundThreshold }
    switch rule {
    case .paper: return image >= imageThreshold || (sound ?? 0) >= soundThreshold
    case .image, .combined: return probability(image: image, sound: sound) >= imageThreshold
    }
  }

  static func logit(_ probability: Double) -> Double {
    let bounded = min(max(probability, 1e-6), 1 - 1e-6)
    return log(bounded / (1 - bounded))
  }
}
