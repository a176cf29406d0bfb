/// An unsigned integer of 256 bits, the word of the Ethereum machine.
///
/// A fixed-width value type of four limbs: no allocation, and nothing that traps. Arithmetic that can leave the range
/// throws (`adding`, `subtracting`, `multiplied`, `divided`) or wraps by name (`&+`, `&-`, `&*`).
/// Not for secrets: running times depend on the values.
package struct UInt256: Sendable, Hashable {
  /// Limbs from least to most significant.
  let limb0: UInt64
  let limb1: UInt64
  let limb2: UInt64
  let limb3: UInt64

  /// A number of four 64-bit limbs, from least to most significant.
  init(limbs limb0: UInt64, _ limb1: UInt64, _ limb2: UInt64, _ limb3: UInt64) {
    self.limb0 = limb0
    self.limb1 = limb1
    self.limb2 = limb2
    self.limb3 = limb3
  }

  package init(_ value: UInt64) { self.init(limbs: value, 0, 0, 0) }

  /// The number, or nil if it is negative or too large.
  package init?(exactly value: some BinaryInteger) {
    guard value >= 0, value.bitWidth <= 64 || UInt64(exactly: value) != nil else { return nil }
    guard let small = UInt64(exactly: value) else { return nil }
    self.init(small)
  }

  package static let zero = UInt256(0)
  package static let one = UInt256(1)
  package static let max = UInt256(limbs: .max, .max, .max, .max)

  package var isZero: Bool { limb0 | limb1 | limb2 | limb3 == 0 }

  /// The number as a machine word, or nil if it is too large.
  package var uint64: UInt64? { limb1 | limb2 | limb3 == 0 ? limb0 : nil }

  /// The number as a signed machine word, or nil if it is too large.
  package var int: Int? { uint64.flatMap(Int.init(exactly:)) }

  /// The number of bits without leading zeros: 0 for zero, 256 at most.
  package var bitWidth: Int {
    if limb3 != 0 { return 256 - limb3.leadingZeroBitCount }
    if limb2 != 0 { return 192 - limb2.leadingZeroBitCount }
    if limb1 != 0 { return 128 - limb1.leadingZeroBitCount }
    return 64 - limb0.leadingZeroBitCount
  }

  /// Bit number `index` from the least significant, 0 outside 0..<256.
  func bit(_ index: Int) -> Bool {
    guard (0..<256).contains(index) else { return false }
    let limb = index < 128 ? (index < 64 ? limb0 : limb1) : (index < 192 ? limb2 : limb3)
    return (limb >> UInt64(index & 63)) & 1 == 1
  }
}

extension UInt256: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: UInt64) { self.init(value) }
}

extension UInt256: Comparable {
  package static func < (left: UInt256, right: UInt256) -> Bool {
    if left.limb3 != right.limb3 { return left.limb3 < right.limb3 }
    if left.limb2 != right.limb2 { return left.limb2 < right.limb2 }
    if left.limb1 != right.limb1 { return left.limb1 < right.limb1 }
    return left.limb0 < right.limb0
  }
}
