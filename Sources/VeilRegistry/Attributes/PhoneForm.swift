/// Telephone numbers as + and digits (ITU-T E.164).
enum PhoneForm {
  /// - Throws: ``RegistryError`` `invalidAttribute`
  static func normal(_ text: String, countryCode: String) throws(RegistryError) -> String {
    // +82 (0)10 …: the zero in brackets is for callers from inside.
    let plain = text.replacing("(0)", with: "")
    let digits = FoldedText(plain).digits
    let number: Substring
    if plain.drop(while: \.isWhitespace).hasPrefix("+") {
      number = digits[...]
    } else if digits.hasPrefix("00") {
      number = digits.dropFirst(2)
    } else {
      number = countryCode + digits.drop { $0 == "0" }
    }
    guard (7...15).contains(number.count), !text.contains(where: \.isLetter) else {
      throw RegistryError(
        .invalidAttribute, "the phone has 7 to 15 digits with its country; write it as +82 10 1234 5678")
    }
    // A zero behind our own country code is a national prefix that somebody left in: +82 010 1234 5678.
    let national = number.dropFirst(countryCode.count)
    return number.hasPrefix(countryCode) && national.hasPrefix("0")
      ? "+" + countryCode + national.drop { $0 == "0" } : "+" + number
  }
}
