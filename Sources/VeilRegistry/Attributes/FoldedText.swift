internal import Foundation

/// Text without what writers differ in: compatibility forms, case, invisible characters (Unicode UAX 15 NFKC, then the
/// full case folding of UAX 21 up to final forms).
///
/// NFKC joins Hangul letters into syllables, halfwidth and compatibility letters as well, and makes fullwidth Latin
/// letters and digits ordinary ones.
struct FoldedText {
  let text: String

  init(_ raw: String) {
    let visible = String(
      String.UnicodeScalarView(raw.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint }))
    // Upper case first makes ß and ss, or σ and ς, the same; once more NFKC since case changes may undo it.
    text =
      visible.precomposedStringWithCompatibilityMapping.uppercased().lowercased()
      .precomposedStringWithCompatibilityMapping
  }

  /// Runs of letters and digits. Marks belong to their letter.
  var words: [String] {
    text.unicodeScalars.split { !Self.isWordly($0) }.map { String(String.UnicodeScalarView($0)) }
  }

  /// Letters and digits alone.
  var compact: String { words.joined() }

  /// The digits alone, by value: Arabic or Devanagari ones as ASCII.
  var digits: String { text.compactMap(\.wholeNumberValue).filter { $0 < 10 }.map(String.init).joined() }

  private static func isWordly(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .nonspacingMark, .spacingMark:
      true
    default: false
    }
  }
}

extension Unicode.Scalar {
  /// A whole Hangul syllable.
  var isHangulSyllable: Bool { (0xAC00...0xD7A3).contains(value) }
}
