internal import Foundation

/// The time that a camera writes into the names of its films: `20240506_070809_012F.MP4`, `2024_0506_070809_012.MP4`,
/// `NO20240506-070809-000012F.MP4`, `FILE240506-070809F.MP4`, `2024-05-06 07.08.09.mp4`.
package enum RecordingName {
  /// When the film begins, milliseconds since 1970; nil for names without a time.
  /// - Parameter offset: seconds by which the camera's clock is ahead of UTC.
  package static func start(_ name: String, offset: Int) -> Int64? {
    let full = /(?:^|\D)(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)[-_. T]?(\d\d)[-_.:]?(\d\d)[-_.:]?(\d\d)(?!\d)/
    let short = /(?:^|\D)(\d\d)(\d\d)(\d\d)[-_](\d\d)(\d\d)(\d\d)(?!\d)/
    if let match = name.firstMatch(of: full) {
      return time([match.1, match.2, match.3, match.4, match.5, match.6], offset: offset)
    }
    if let match = name.firstMatch(of: short) {
      return time(["20" + match.1, match.2, match.3, match.4, match.5, match.6], offset: offset)
    }
    return nil
  }

  private static func time(_ parts: [Substring], offset: Int) -> Int64? {
    let numbers = parts.compactMap { Int32($0) }
    guard numbers.count == 6, (1...12).contains(numbers[1]), (1...31).contains(numbers[2]), numbers[3] < 24,
      numbers[4] < 60, numbers[5] < 61
    else { return nil }
    var calendar = tm()
    calendar.tm_year = numbers[0] - 1_900
    calendar.tm_mon = numbers[1] - 1
    calendar.tm_mday = numbers[2]
    calendar.tm_hour = numbers[3]
    calendar.tm_min = numbers[4]
    calendar.tm_sec = numbers[5]
    return (Int64(timegm(&calendar)) - Int64(offset)) * 1_000
  }

  /// The name of a film that begins at a time: `20240506_070809_0012.mp4`.
  package static func make(start: Int64, number: Int, suffix: String, offset: Int) -> String {
    var seconds = time_t(start / 1_000 + Int64(offset))
    var calendar = tm()
    gmtime_r(&seconds, &calendar)
    return String(
      format: "%04d%02d%02d_%02d%02d%02d_%04d.%@", Int(calendar.tm_year) + 1_900, Int(calendar.tm_mon) + 1,
      Int(calendar.tm_mday), Int(calendar.tm_hour), Int(calendar.tm_min), Int(calendar.tm_sec), number % 10_000, suffix)
  }
}
