internal import CSecp256k1

/// A secret number 1 ... n − 1 modulo the order n of secp256k1, in memory that is zeroed when the last owner lets go.
/// All operations take a time that does not depend on the number. Zero cannot be held: arithmetic that gives it throws
/// `degenerateResult`.
package struct SecretScalar: Sendable {
  private let storage: SecretBytes

  /// Takes 32 bytes, big-endian. Throws `invalidLength`, and `invalidSecretKey` for zero and for n and above.
  package init(bytes: some Collection<UInt8>) throws {
    guard bytes.count == Scalar.byteCount else {
      throw CryptographyError(.invalidLength, "a secret key has 32 bytes")
    }
    try self.init(adopting: try SecretBytes(copying: bytes))
  }

  /// Takes 32 secret bytes, big-endian, without copying them. Throws as `init(bytes:)`.
  package init(adopting storage: SecretBytes) throws {
    guard storage.count == Scalar.byteCount else {
      throw CryptographyError(.invalidLength, "a secret key has 32 bytes")
    }
    let context = try CurveContext.get()
    guard storage.withBytes({ secp256k1_ec_seckey_verify(context, $0) }) == 1 else {
      throw CryptographyError(.invalidSecretKey, "a secret key must lie between 1 and the order of the curve")
    }
    self.storage = storage
  }

  /// Holds a public scalar where an operation wants a secret one.
  package init(_ scalar: Scalar) throws {
    storage = try SecretBytes(count: Scalar.byteCount) { memory in
      scalar.value.withUnsafeBytes { memory.copyMemory(from: $0) }
    }
  }

  /// A fresh one, uniform, from the system's random source.
  package static func random() throws -> SecretScalar {
    while true {
      // A draw outside 1 ... n − 1 has a chance of 2⁻¹²⁸ and is drawn again.
      if let scalar = try? SecretScalar(adopting: try SecretBytes.random(count: Scalar.byteCount)) { return scalar }
    }
  }

  /// This plus another. Throws `degenerateResult` for a sum of zero.
  package func adding(_ other: SecretScalar) throws -> SecretScalar {
    let context = try CurveContext.get()
    return try changed { memory in other.withBytes { secp256k1_ec_seckey_tweak_add(context, memory, $0) } }
  }

  /// This times another.
  package func multiplied(by other: SecretScalar) throws -> SecretScalar {
    let context = try CurveContext.get()
    return try changed { memory in other.withBytes { secp256k1_ec_seckey_tweak_mul(context, memory, $0) } }
  }

  /// This times a public scalar.
  package func multiplied(by other: Scalar) throws -> SecretScalar {
    let context = try CurveContext.get()
    return try changed { memory in other.value.withBytes { secp256k1_ec_seckey_tweak_mul(context, memory, $0) } }
  }

  /// n minus this.
  package func negated() throws -> SecretScalar {
    let context = try CurveContext.get()
    return try changed { secp256k1_ec_seckey_negate(context, $0) }
  }

  /// 1 divided by this, as its power n − 2 (Fermat). The exponent is public and taken four bits at a time, so the steps
  /// are the same for every value.
  package func inverted() throws -> SecretScalar {
    let context = try CurveContext.get()
    // Powers 1 ... 15 one behind the other, and the result behind them.
    let table = try SecretBytes(count: 16 * Scalar.byteCount) { memory in
      guard let base = memory.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
      withBytes { base.update(from: $0, count: Scalar.byteCount) }
      for power in 1..<15 {
        let product = base + power * Scalar.byteCount
        product.update(from: product - Scalar.byteCount, count: Scalar.byteCount)
        try multiply(context, product, base)
      }
      let result = base + 15 * Scalar.byteCount
      result.update(from: base + 14 * Scalar.byteCount, count: Scalar.byteCount)
      for nibble in ScalarOrder.nibblesOfInversion.dropFirst() {
        for _ in 0..<4 { try multiply(context, result, result) }
        if nibble > 0 { try multiply(context, result, base + (nibble - 1) * Scalar.byteCount) }
      }
    }
    return SecretScalar(
      unchecked: try SecretBytes(count: Scalar.byteCount) { memory in
        table.withUnsafeBytes { memory.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0.suffix(Scalar.byteCount))) }
      })
  }

  /// Gives the number away as public, where the protocol publishes it.
  package func revealed() -> Scalar {
    Scalar(unchecked: storage.withUnsafeBytes { Hash256(copying: $0) } ?? Hash256())
  }

  /// Reads the 32 bytes, big-endian, in place. Do not let the pointer out of `body`.
  package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try storage.withUnsafeBytes(body)
  }

  /// Compares in constant time.
  package func equals(_ other: SecretScalar) -> Bool { storage.equals(other.storage) }

  func withBytes<Result>(_ body: (UnsafePointer<UInt8>) throws -> Result) rethrows -> Result {
    try storage.withBytes(body)
  }

  /// A copy on which a C operation works in place; 0 from it means that the result cannot be held.
  private func changed(_ operation: (UnsafeMutablePointer<UInt8>) -> Int32) throws -> SecretScalar {
    let copy = try SecretBytes(count: Scalar.byteCount) { memory in
      storage.withUnsafeBytes { memory.copyMemory(from: $0) }
      guard let base = memory.baseAddress, operation(base.assumingMemoryBound(to: UInt8.self)) == 1 else {
        throw CryptographyError.degenerate
      }
    }
    return SecretScalar(unchecked: copy)
  }

  private func multiply(
    _ context: OpaquePointer, _ product: UnsafeMutablePointer<UInt8>, _ factor: UnsafePointer<UInt8>
  ) throws {
    guard secp256k1_ec_seckey_tweak_mul(context, product, factor) == 1 else { throw CryptographyError.degenerate }
  }

  private init(unchecked storage: SecretBytes) {
    self.storage = storage
  }
}

extension SecretScalar: CustomStringConvertible {
  package var description: String { "SecretScalar" }
}
