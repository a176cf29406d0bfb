/// Hangul syllables in Latin letters, letter by letter as the Revised Romanization of Korean (2000) has them, without
/// the changes that neighbours make: names are written so.
enum HangulRomaniser {
  private static let initials = [
    "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h",
  ]
  private static let vowels = [
    "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u", "wo", "we", "wi", "yu", "eu",
    "ui", "i",
  ]
  private static let finals = [
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m", "p", "p", "t", "t", "ng", "t",
    "t", "k", "t", "p", "t",
  ]

  /// The text with every syllable as a word in Latin letters; everything else stays.
  static func romanised(_ text: String) -> String {
    text.unicodeScalars.map { scalar in
      guard scalar.isHangulSyllable else { return String(scalar) }
      // The Unicode Standard, section 3.12: 19 × 21 × 28 syllables in order.
      let index = Int(scalar.value - 0xAC00)
      return " " + initials[index / 588] + vowels[index % 588 / 28] + finals[index % 28] + " "
    }.joined()
  }
}
