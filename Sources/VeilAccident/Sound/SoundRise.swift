/// By how much a second of sound is louder than what was heard around it.
///
/// An impact is louder than the road, the engine and the music before it, whatever they sound like; noise that goes on, and
/// songs, are not. Compared are the loudest 50 milliseconds of the second and of the five seconds before it; of the five
/// seconds after it where the film begins with it.
enum SoundRise {
  /// How long a crash is compared with, in seconds.
  static let reach = 5.0

  /// Decibels for every second; nil where nothing was heard around it, or no level is known.
  /// - Parameter seconds: in order; they may overlap.
  static func decibels(of seconds: [SoundSecond]) -> [Double?] {
    var first = 0
    return seconds.indices.map { index in
      let second = seconds[index]
      while seconds[first].second < second.second - reach - 0.001 { first += 1 }
      guard let level = second.level else { return nil }
      let before = seconds[first..<index].prefix { $0.second + 1 <= second.second + 0.001 }
      if let loudest = before.compactMap(\.level).max() { return level - loudest }
      let after = seconds[index...].drop { $0.second + 0.001 < second.second + 1 }
        .prefix { $0.second <= second.second + reach + 0.001 }
      return after.compactMap(\.level).max().map { level - $0 }
    }
  }
}
