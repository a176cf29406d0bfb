internal import Foundation

/// A name by its sound, across scripts and spellings: 김민준, Kim Min-jun and Gim Minjun have one form.
///
/// Only which consonants a name has is kept, in classes that spellings confuse, without order and without vowels. So it
/// finds too much rather than too little, and what its token tells an observer of the index is that two names may sound
/// alike.
enum PhoneticForm {
  /// Family names whose usual spellings have other consonants than the romanisation.
  private static let spellings = [
    "park": "bak", "pak": "bak", "lee": "i", "rhee": "i", "ri": "i", "lim": "im", "rim": "im", "noh": "no", "roh": "no",
    "ryu": "yu", "lyu": "yu", "law": "na",
  ]

  static func normal(_ name: String) -> String {
    let words = FoldedText(HangulRomaniser.romanised(FoldedText(name).text)).words
    let letters = words.flatMap { classes(of: spellings[$0] ?? $0) }.sorted()
    return letters.isEmpty ? "-" : String(letters)
  }

  private static func classes(of word: String) -> [Character] {
    let plain = word.decomposedStringWithCanonicalMapping.unicodeScalars.filter { !$0.properties.isDiacritic }
    var found: [Character] = []
    var previous: Character?
    for character in String(String.UnicodeScalarView(plain)).replacing("ch", with: "j").replacing("sh", with: "s") {
      let letter = letterClass(character)
      // Tense consonants are written twice; two nasals are two.
      if let letter, character != previous || "mnlr".contains(character) { found.append(letter) }
      previous = character
    }
    return found
  }

  private static func letterClass(_ character: Character) -> Character? {
    switch character {
    case "a", "e", "i", "o", "u", "y", "w", "h": nil
    case "k", "g", "q", "c": "k"
    case "t", "d": "t"
    case "p", "b", "f", "v": "p"
    case "j", "z": "j"
    case "r", "l": "l"
    case "s", "x": "s"
    default: character
    }
  }
}
