/// The order n of secp256k1 (SEC 2, section 2.4.1) and what is calculated with it here. Numbers of 256 bits are four
/// words, the most significant one first.
enum ScalarOrder {
  private static let order = SIMD4<UInt64>(
    0xFFFF_FFFF_FFFF_FFFF, 0xFFFF_FFFF_FFFF_FFFE, 0xBAAE_DCE6_AF48_A03B, 0xBFD2_5E8C_D036_4141)

  /// n − 2 in digits of four bits, most significant first: the exponent of Fermat's inversion.
  static let nibblesOfInversion: [Int] = {
    let words: [UInt64] = [order[0], order[1], order[2], order[3] - 2]
    return words.flatMap { word in (0..<16).map { Int(word >> (60 - 4 * $0) & 15) } }
  }()

  /// v mod n, in constant time.
  static func reduced(_ value: SIMD4<UInt64>) -> SIMD4<UInt64> {
    reduced(value, modulo: order)
  }

  /// (v mod (n − 1)) + 1, in constant time.
  static func reducedToScalar(_ value: SIMD4<UInt64>) -> SIMD4<UInt64> {
    var modulus = order
    modulus[3] -= 1
    var sum = reduced(value, modulo: modulus)
    var carry: UInt64 = 1
    for index in [3, 2, 1, 0] {
      let (word, over) = sum[index].addingReportingOverflow(carry)
      sum[index] = word
      carry = over ? 1 : 0
    }
    return sum
  }

  /// 2²⁵⁶ is less than twice the modulus, so one subtraction, kept or dropped by a mask, does it.
  private static func reduced(_ value: SIMD4<UInt64>, modulo modulus: SIMD4<UInt64>) -> SIMD4<UInt64> {
    var difference = SIMD4<UInt64>()
    var borrow: UInt64 = 0
    for index in [3, 2, 1, 0] {
      let (first, under) = value[index].subtractingReportingOverflow(modulus[index])
      let (second, underAgain) = first.subtractingReportingOverflow(borrow)
      difference[index] = second
      borrow = (under ? 1 : 0) | (underAgain ? 1 : 0)
    }
    let keep = SIMD4(repeating: 0 &- borrow)
    return value & keep | difference & ~keep
  }
}
