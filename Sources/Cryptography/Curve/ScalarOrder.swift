/// The order n of secp256k1 (SEC 2, section 2.4.1) and what is calculated with it here.
enum ScalarOrder {
  /// n − 1, most significant word first.
  private static let minusOne = SIMD4<UInt64>(
    0xFFFF_FFFF_FFFF_FFFF, 0xFFFF_FFFF_FFFF_FFFE, 0xBAAE_DCE6_AF48_A03B, 0xBFD2_5E8C_D036_4140)

  /// n − 2 in digits of four bits, most significant first: the exponent of Fermat's inversion.
  static let nibblesOfInversion: [Int] = {
    let words: [UInt64] = [minusOne[0], minusOne[1], minusOne[2], minusOne[3] - 1]
    return words.flatMap { word in (0..<16).map { Int(word >> (60 - 4 * $0) & 15) } }
  }()

  /// Replaces v (most significant word first) by (v mod (n − 1)) + 1, in constant time: 2²⁵⁶ is less than 2(n − 1), so
  /// one subtraction, kept or dropped by a mask, does it.
  static func reduceToScalar(_ value: inout SIMD4<UInt64>) {
    var difference = SIMD4<UInt64>()
    var borrow: UInt64 = 0
    for index in [3, 2, 1, 0] {
      let (first, under) = value[index].subtractingReportingOverflow(minusOne[index])
      let (second, underAgain) = first.subtractingReportingOverflow(borrow)
      difference[index] = second
      borrow = (under ? 1 : 0) | (underAgain ? 1 : 0)
    }
    let keep = 0 &- borrow
    var carry: UInt64 = 1
    for index in [3, 2, 1, 0] {
      let word = value[index] & keep | difference[index] & ~keep
      let (sum, over) = word.addingReportingOverflow(carry)
      value[index] = sum
      carry = over ? 1 : 0
    }
  }
}
