extension UInt256 {
  /// The sum modulo 2^256 and whether it wrapped.
  package func addingReportingOverflow(_ other: UInt256) -> (partialValue: UInt256, overflow: Bool) {
    let (a, carry0) = limb0.addingReportingOverflow(other.limb0)
    let (b, carry1) = Self.add(limb1, other.limb1, carry0)
    let (c, carry2) = Self.add(limb2, other.limb2, carry1)
    let (d, carry3) = Self.add(limb3, other.limb3, carry2)
    return (UInt256(limbs: a, b, c, d), carry3)
  }

  /// The difference modulo 2^256 and whether it wrapped.
  package func subtractingReportingOverflow(_ other: UInt256) -> (partialValue: UInt256, overflow: Bool) {
    let (a, borrow0) = limb0.subtractingReportingOverflow(other.limb0)
    let (b, borrow1) = Self.subtract(limb1, other.limb1, borrow0)
    let (c, borrow2) = Self.subtract(limb2, other.limb2, borrow1)
    let (d, borrow3) = Self.subtract(limb3, other.limb3, borrow2)
    return (UInt256(limbs: a, b, c, d), borrow3)
  }

  /// The product modulo 2^256 and whether it wrapped.
  package func multipliedReportingOverflow(by other: UInt256) -> (partialValue: UInt256, overflow: Bool) {
    let left = [limb0, limb1, limb2, limb3]
    let right = [other.limb0, other.limb1, other.limb2, other.limb3]
    var product = [UInt64](repeating: 0, count: 8)
    for (i, a) in left.enumerated() where a != 0 {
      var carry: UInt64 = 0
      for (j, b) in right.enumerated() {
        // a·b + product + carry is at most 2^128 - 1, so the high word cannot overflow.
        var (high, low) = a.multipliedFullWidth(by: b)
        let (sum, first) = low.addingReportingOverflow(product[i + j])
        let (total, second) = sum.addingReportingOverflow(carry)
        low = total
        high = high &+ (first ? 1 : 0) &+ (second ? 1 : 0)
        product[i + j] = low
        carry = high
      }
      product[i + 4] = carry
    }
    let overflow = product[4] | product[5] | product[6] | product[7] != 0
    return (UInt256(limbs: product[0], product[1], product[2], product[3]), overflow)
  }

  /// Quotient and remainder, or nil if the divisor is zero.
  package func quotientAndRemainder(dividingBy divisor: UInt256) -> (quotient: UInt256, remainder: UInt256)? {
    if divisor.isZero { return nil }
    if self < divisor { return (.zero, self) }
    if let small = divisor.uint64 {
      let (quotient, remainder) = dividedBySmall(small)
      return (quotient, UInt256(remainder))
    }
    // Shift and subtract: at most 192 rounds, since the divisor has more than 64 bits.
    var remainder = UInt256.zero
    var quotient = UInt256.zero
    for index in stride(from: bitWidth - 1, through: 0, by: -1) {
      let carry = remainder.bit(255)
      remainder = (remainder << 1) | (bit(index) ? .one : .zero)
      quotient = quotient << 1
      if carry || remainder >= divisor {
        remainder = remainder &- divisor
        quotient = quotient | .one
      }
    }
    return (quotient, remainder)
  }

  /// Division by a non-zero machine word.
  func dividedBySmall(_ divisor: UInt64) -> (quotient: UInt256, remainder: UInt64) {
    let (d, r3) = limb3.quotientAndRemainder(dividingBy: divisor)
    let (c, r2) = divisor.dividingFullWidth((r3, limb2))
    let (b, r1) = divisor.dividingFullWidth((r2, limb1))
    let (a, r0) = divisor.dividingFullWidth((r1, limb0))
    return (UInt256(limbs: a, b, c, d), r0)
  }

  private static func add(_ a: UInt64, _ b: UInt64, _ carry: Bool) -> (UInt64, Bool) {
    let (sum, first) = a.addingReportingOverflow(b)
    let (total, second) = sum.addingReportingOverflow(carry ? 1 : 0)
    return (total, first || second)
  }

  private static func subtract(_ a: UInt64, _ b: UInt64, _ borrow: Bool) -> (UInt64, Bool) {
    let (difference, first) = a.subtractingReportingOverflow(b)
    let (total, second) = difference.subtractingReportingOverflow(borrow ? 1 : 0)
    return (total, first || second)
  }
}

extension UInt256 {
  /// The sum.
  /// - Throws: `overflow` above 2^256 - 1.
  package func adding(_ other: UInt256) throws(EthereumError) -> UInt256 {
    try Self.checked(addingReportingOverflow(other), "a sum exceeds 256 bits")
  }

  /// The difference.
  /// - Throws: `overflow` below zero.
  package func subtracting(_ other: UInt256) throws(EthereumError) -> UInt256 {
    try Self.checked(subtractingReportingOverflow(other), "a difference is below zero")
  }

  /// The product.
  /// - Throws: `overflow` above 2^256 - 1.
  package func multiplied(by other: UInt256) throws(EthereumError) -> UInt256 {
    try Self.checked(multipliedReportingOverflow(by: other), "a product exceeds 256 bits")
  }

  /// The quotient, rounded down.
  /// - Throws: `overflow` if the divisor is zero.
  package func divided(by other: UInt256) throws(EthereumError) -> UInt256 {
    guard let (quotient, _) = quotientAndRemainder(dividingBy: other) else {
      throw EthereumError(.overflow, "division by zero")
    }
    return quotient
  }

  private static func checked(
    _ result: (partialValue: UInt256, overflow: Bool), _ what: String
  ) throws(EthereumError) -> UInt256 {
    if result.overflow { throw EthereumError(.overflow, what) }
    return result.partialValue
  }

  package static func &+ (left: UInt256, right: UInt256) -> UInt256 { left.addingReportingOverflow(right).partialValue }
  package static func &- (left: UInt256, right: UInt256) -> UInt256 {
    left.subtractingReportingOverflow(right).partialValue
  }
  package static func &* (left: UInt256, right: UInt256) -> UInt256 {
    left.multipliedReportingOverflow(by: right).partialValue
  }

  package static func & (left: UInt256, right: UInt256) -> UInt256 {
    UInt256(
      limbs: left.limb0 & right.limb0, left.limb1 & right.limb1, left.limb2 & right.limb2, left.limb3 & right.limb3)
  }
  package static func | (left: UInt256, right: UInt256) -> UInt256 {
    UInt256(
      limbs: left.limb0 | right.limb0, left.limb1 | right.limb1, left.limb2 | right.limb2, left.limb3 | right.limb3)
  }
  package static prefix func ~ (value: UInt256) -> UInt256 {
    UInt256(limbs: ~value.limb0, ~value.limb1, ~value.limb2, ~value.limb3)
  }

  /// Shifted towards the most significant end; zero for 256 and more, unchanged for zero and less.
  package static func << (value: UInt256, count: Int) -> UInt256 {
    guard count > 0 else { return value }
    guard count < 256 else { return .zero }
    let limbs = [value.limb0, value.limb1, value.limb2, value.limb3]
    let (whole, part) = (count / 64, UInt64(count % 64))
    func limb(_ index: Int) -> UInt64 {
      let from = index - whole
      guard from >= 0 else { return 0 }
      let low = from > 0 && part > 0 ? limbs[from - 1] >> (64 - part) : 0
      return limbs[from] << part | low
    }
    return UInt256(limbs: limb(0), limb(1), limb(2), limb(3))
  }

  /// Shifted towards the least significant end; zero for 256 and more, unchanged for zero and less.
  package static func >> (value: UInt256, count: Int) -> UInt256 {
    guard count > 0 else { return value }
    guard count < 256 else { return .zero }
    let limbs = [value.limb0, value.limb1, value.limb2, value.limb3]
    let (whole, part) = (count / 64, UInt64(count % 64))
    func limb(_ index: Int) -> UInt64 {
      let from = index + whole
      guard from < 4 else { return 0 }
      let high = from < 3 && part > 0 ? limbs[from + 1] << (64 - part) : 0
      return limbs[from] >> part | high
    }
    return UInt256(limbs: limb(0), limb(1), limb(2), limb(3))
  }
}
