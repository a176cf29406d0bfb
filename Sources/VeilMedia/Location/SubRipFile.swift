internal import Foundation

/// Subtitles as a SubRip file: number, `00:00:01,000 --> 00:00:02,000`, text, empty line.
enum SubRipFile {
  /// The fixes in the texts, each at the time at which its text appears.
  static func read(_ text: String) -> LocationTrack {
    var fixes: [LocationFix] = []
    var time: Double?
    var words: [Substring] = []
    func finish() {
      if let time, var fix = SpokenPosition.fix(in: words.joined(separator: "\n")) {
        fix.filmTime = time
        fixes.append(fix)
      }
      words = []
      time = nil
    }
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      if line.contains("-->") {
        finish()
        time = start(line)
      } else if line.allSatisfy(\.isWhitespace) {
        finish()
      } else {
        words.append(line)
      }
    }
    finish()
    return LocationTrack(fixes: fixes)
  }

  private static func start(_ line: Substring) -> Double? {
    let parts = line.prefix { $0 != "-" }.split { !$0.isNumber }.compactMap { Double($0) }
    guard parts.count == 4 else { return nil }
    return parts[0] * 3600 + parts[1] * 60 + parts[2] + parts[3] / 1000
  }
}
