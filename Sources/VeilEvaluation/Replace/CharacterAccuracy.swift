/// How much of a text was read.
enum CharacterAccuracy {
  /// 1 less the share of letters that have to be changed, added or left out, not below 0; 0 for an empty text.
  static func value(of reading: String, text: String) -> Double {
    guard !text.isEmpty else { return 0 }
    return max(0, 1 - Double(distance(Array(reading), Array(text))) / Double(text.count))
  }

  /// Levenshtein's distance.
  private static func distance(_ first: [Character], _ second: [Character]) -> Int {
    var row = Array(0...second.count)
    for (index, letter) in first.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in second.indices {
        let changed = diagonal + (letter == second[column] ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(changed, row[column] + 1, row[column + 1] + 1)
      }
    }
    return row[second.count]
  }
}
