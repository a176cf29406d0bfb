internal import CSecp256k1

/// A number 1 ... n − 1 modulo the order n of secp256k1 that is **not** secret: a challenge, an index, a proof's answer.
/// Secret numbers are `SecretScalar`. Zero has no place in the curve's interface, so arithmetic that gives it throws
/// `degenerateResult` (chance 2⁻²⁵⁶ for honest input).
package struct Scalar: Sendable, Hashable {
  package static let byteCount = 32

  /// 32 bytes, big-endian.
  package let value: Hash256

  /// For a value that is known to be valid.
  init(unchecked value: Hash256) {
    self.value = value
  }

  /// Takes 32 bytes, big-endian. Throws `invalidLength`, and `invalidScalar` for zero and for n and above.
  package init(bytes: some Sequence<UInt8>) throws {
    guard let value = Hash256(bytes) else {
      throw CryptographyError(.invalidLength, "a scalar has 32 bytes")
    }
    try self.init(value)
  }

  /// Takes 32 bytes, big-endian. Throws `invalidScalar` for zero and for n and above.
  package init(_ value: Hash256) throws {
    let context = try CurveContext.get()
    guard value.withBytes({ secp256k1_ec_seckey_verify(context, $0) }) == 1 else {
      throw CryptographyError(.invalidScalar, "a scalar must lie between 1 and the order of the curve")
    }
    self.value = value
  }

  /// Takes a hash modulo n. Throws `invalidScalar` for a remainder of zero (chance 2⁻²⁵⁶).
  package init(reducing hash: Hash256) throws {
    try self.init(Hash256(bigEndianWords: ScalarOrder.reduced(hash.bigEndianWords)))
  }

  /// The 32 bytes, big-endian.
  package var bytes: [UInt8] { value.bytes }

  /// This plus another. Throws `degenerateResult` for a sum of zero.
  package func adding(_ other: Scalar) throws -> Scalar {
    let context = try CurveContext.get()
    return try changed { memory in other.value.withBytes { secp256k1_ec_seckey_tweak_add(context, memory, $0) } }
  }

  /// This minus another. Throws `degenerateResult` for equal scalars.
  package func subtracting(_ other: Scalar) throws -> Scalar {
    try adding(try other.negated())
  }

  /// This times another.
  package func multiplied(by other: Scalar) throws -> Scalar {
    let context = try CurveContext.get()
    return try changed { memory in other.value.withBytes { secp256k1_ec_seckey_tweak_mul(context, memory, $0) } }
  }

  /// n minus this.
  package func negated() throws -> Scalar {
    let context = try CurveContext.get()
    return try changed { secp256k1_ec_seckey_negate(context, $0) }
  }

  private func changed(_ operation: (UnsafeMutablePointer<UInt8>) -> Int32) throws -> Scalar {
    let result = try Hash256 { memory in
      value.withBytes { memory.update(from: $0, count: Scalar.byteCount) }
      guard operation(memory) == 1 else { throw CryptographyError.degenerate }
    }
    return Scalar(unchecked: result)
  }
}

extension CryptographyError {
  /// What arithmetic throws where its result is zero or the point at infinity.
  static let degenerate = CryptographyError(
    .degenerateResult, "the calculation gave zero or the point at infinity; try again with other values")
}
