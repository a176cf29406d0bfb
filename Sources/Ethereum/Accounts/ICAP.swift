package import Cryptography

/// Addresses as international bank account numbers (ICAP, direct form): `XE`, two check digits, base 36.
package enum ICAP {
  /// The ICAP of an address; 34 characters, 35 where the address needs a thirty-first digit.
  package static func encode(_ address: Address) -> String {
    var digits = [Character]()
    var rest = (try? UInt256(bigEndian: address.bytes)) ?? .zero
    while !rest.isZero {
      let (quotient, digit) = rest.dividedBySmall(36)
      digits.append(Character(String(digit, radix: 36, uppercase: true)))
      rest = quotient
    }
    let body = String(repeating: "0", count: max(0, 30 - digits.count)) + String(digits.reversed())
    let check = 98 - remainder(body + "XE00")
    return "XE" + (check < 10 ? "0" : "") + String(check) + body
  }

  /// The address of an ICAP.
  /// - Throws: `malformedAddress`, also for wrong check digits.
  package static func decode(_ text: String) throws(EthereumError) -> Address {
    let body = text.dropFirst(4)
    guard text.hasPrefix("XE"), text.allSatisfy(\.isASCII), (30...31).contains(body.count),
      remainder(body + text.prefix(4)) == 1
    else { throw EthereumError(.malformedAddress, "the ICAP is not valid; compare its digits") }
    var value = UInt256.zero
    for character in body {
      guard let digit = character.hexDigitOrLetter else {
        throw EthereumError(.malformedAddress, "the ICAP contains something other than digits and capitals")
      }
      value = (value &* 36) &+ UInt256(digit)
    }
    guard value.bitWidth <= 160, let address = Address(value.bigEndianBytes.suffix(20)) else {
      throw EthereumError(.malformedAddress, "the ICAP stands for no address")
    }
    return address
  }

  /// The remainder modulo 97 of the text with letters written as 10 ... 35 (ISO 7064).
  private static func remainder(_ text: some StringProtocol) -> UInt64 {
    text.reduce(0) { total, character in
      let digit = character.hexDigitOrLetter ?? 0
      return (total * (digit < 10 ? 10 : 100) + digit) % 97
    }
  }
}

extension Character {
  /// 0 ... 35 for a digit or a capital of ASCII.
  fileprivate var hexDigitOrLetter: UInt64? {
    guard isASCII, isNumber || isUppercase else { return nil }
    return UInt64(String(self), radix: 36)
  }
}
