/// Puts sound beside pictures. Either may be longer than the other.
struct SoundAlignment {
  /// Seconds between pictures.
  let interval: Double
  /// By how many decibels sound must be louder than what was heard around it to count.
  let leastRise: Double

  /// - Parameters:
  ///   - pictures: in order, without sound.
  ///   - sounds: seconds of sound, in order; they may overlap.
  /// - Returns: every picture with the most crash-like of the seconds it falls into, and, after the last picture, the
  ///   sound that is left.
  func merged(_ pictures: [SecondScore], _ sounds: [SoundSecond]) -> [SecondScore] {
    // Where nothing is known of the sound around, a crash is believed.
    let impacts = zip(sounds, SoundRise.decibels(of: sounds)).map { sound, rise in
      rise ?? leastRise >= leastRise ? sound.probability : 0
    }
    var merged: [SecondScore] = []
    var first = 0
    for var picture in pictures {
      while first < sounds.count, sounds[first].second + 1 <= picture.second + 0.001 { first += 1 }
      let end = picture.second + max(interval, 0.001)
      var index = first
      while index < sounds.count, sounds[index].second < end - 0.001 {
        picture.sound = max(picture.sound ?? 0, sounds[index].probability)
        picture.impact = max(picture.impact ?? 0, impacts[index])
        index += 1
      }
      merged.append(picture)
    }
    let end = pictures.last.map { $0.second + max(interval, 0.001) } ?? 0
    for (sound, impact) in zip(sounds, impacts) where sound.second >= end - 0.001 {
      merged.append(SecondScore(second: sound.second, image: nil, sound: sound.probability, impact: impact))
    }
    return merged
  }
}
