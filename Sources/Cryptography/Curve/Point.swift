internal import CSecp256k1

/// A point of secp256k1 other than infinity. Operations whose time depends on their scalar say `variableTime` and are
/// for public scalars only.
package struct Point: Sendable {
  package static let compressedByteCount = 33
  package static let uncompressedByteCount = 65

  /// The base point G (SEC 2, section 2.4.1).
  package static let generator: Point? = try? Scalar(bytes: [UInt8](repeating: 0, count: 31) + [1]).timesGenerator()

  private var key = secp256k1_pubkey()

  private init() {}

  /// Takes the 33 compressed or 65 uncompressed bytes of SEC 1, section 2.3.3. Throws `invalidPublicKey` for anything
  /// else and for coordinates off the curve.
  package init(sec1 bytes: some Sequence<UInt8>) throws {
    let parsed: Bool? = try bytes.withContiguousStorageIfAvailable { try parse(UnsafeRawBufferPointer($0)) }
    guard try parsed ?? Array(bytes).withUnsafeBytes({ try parse($0) }) else {
      throw CryptographyError(.invalidPublicKey, "these bytes are no point of secp256k1 in SEC 1 form")
    }
  }

  /// This point times a secret scalar, in constant time.
  package func multiplied(by scalar: SecretScalar) throws -> Point {
    let context = try CurveContext.get()
    return try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Point.uncompressedByteCount) { memory in
      guard let base = memory.baseAddress else { throw CryptographyError.degenerate }
      memory[0] = 0x04
      defer { SecretMemory.erase(base, memory.count) }
      let isDone = withUnsafePointer(to: key) { key in
        scalar.withBytes { secp256k1_ecdh(context, base + 1, key, $0, copyCoordinates, nil) }
      }
      var product = Point()
      guard isDone == 1, try product.parse(UnsafeRawBufferPointer(memory)) else { throw CryptographyError.degenerate }
      return product
    }
  }

  /// This point times a public scalar; faster, in a time that depends on the scalar.
  package func multiplied(variableTime scalar: Scalar) throws -> Point {
    let context = try CurveContext.get()
    var product = self
    guard scalar.value.withBytes({ secp256k1_ec_pubkey_tweak_mul(context, &product.key, $0) }) == 1 else {
      throw CryptographyError.degenerate
    }
    return product
  }

  /// This point plus a public scalar times G, in a time that depends on the scalar. Throws `degenerateResult` where the
  /// sum is infinity.
  package func adding(variableTimeGenerator scalar: Scalar) throws -> Point {
    let context = try CurveContext.get()
    var sum = self
    guard scalar.value.withBytes({ secp256k1_ec_pubkey_tweak_add(context, &sum.key, $0) }) == 1 else {
      throw CryptographyError.degenerate
    }
    return sum
  }

  /// The sum of two points. Throws `degenerateResult` where it is infinity.
  package func adding(_ other: Point) throws -> Point {
    let context = try CurveContext.get()
    var sum = Point()
    let isDone = withKey { mine in
      other.withKey { theirs in
        let both: [UnsafePointer<secp256k1_pubkey>?] = [mine, theirs]
        return secp256k1_ec_pubkey_combine(context, &sum.key, both, 2)
      }
    }
    guard isDone == 1 else { throw CryptographyError.degenerate }
    return sum
  }

  /// The point with the other sign of y.
  package func negated() throws -> Point {
    let context = try CurveContext.get()
    var result = self
    guard secp256k1_ec_pubkey_negate(context, &result.key) == 1 else { throw CryptographyError.degenerate }
    return result
  }

  /// 33 bytes: 0x02 or 0x03 and the x coordinate.
  package var compressed: [UInt8] { serialised(Point.compressedByteCount, UInt32(SECP256K1_EC_COMPRESSED)) }

  /// 65 bytes: 0x04 and both coordinates.
  package var uncompressed: [UInt8] { serialised(Point.uncompressedByteCount, UInt32(SECP256K1_EC_UNCOMPRESSED)) }

  /// Lends the 33 compressed bytes.
  package func withCompressed<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Point.compressedByteCount) { memory in
      memory.initialize(repeating: 0)
      defer { memory.baseAddress.map { SecretMemory.erase($0, memory.count) } }
      serialise(into: memory, UInt32(SECP256K1_EC_COMPRESSED))
      return try body(UnsafeRawBufferPointer(memory))
    }
  }

  /// The 33 compressed bytes of a point that is secret.
  package func secretCompressed() throws -> SecretBytes {
    try SecretBytes(count: Point.compressedByteCount) { memory in
      serialise(into: memory.assumingMemoryBound(to: UInt8.self), UInt32(SECP256K1_EC_COMPRESSED))
    }
  }

  static func generator(times scalar: UnsafePointer<UInt8>) throws -> Point {
    let context = try CurveContext.get()
    var product = Point()
    guard secp256k1_ec_pubkey_create(context, &product.key, scalar) == 1 else { throw CryptographyError.degenerate }
    return product
  }

  /// Lends the key to a C call of this target.
  func withKey<Result>(_ body: (UnsafePointer<secp256k1_pubkey>) throws -> Result) rethrows -> Result {
    try withUnsafePointer(to: key, body)
  }

  /// Makes a point by a C call that returns 1 where it wrote one.
  static func make(_ body: (UnsafeMutablePointer<secp256k1_pubkey>) -> Int32) -> Point? {
    var point = Point()
    return body(&point.key) == 1 ? point : nil
  }

  private mutating func parse(_ bytes: UnsafeRawBufferPointer) throws -> Bool {
    let context = try CurveContext.get()
    // The library also takes the hybrid forms 0x06 and 0x07, which are as long as the uncompressed one.
    guard let base = bytes.baseAddress, let first = bytes.first,
      bytes.count == Point.compressedByteCount && (first == 2 || first == 3)
        || bytes.count == Point.uncompressedByteCount && first == 4
    else { return false }
    return secp256k1_ec_pubkey_parse(context, &key, base.assumingMemoryBound(to: UInt8.self), bytes.count) == 1
  }

  private func serialised(_ count: Int, _ form: UInt32) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, initialised in
      buffer.initialize(repeating: 0)
      initialised = count
      serialise(into: buffer, form)
    }
  }

  private func serialise(into memory: UnsafeMutableBufferPointer<UInt8>, _ form: UInt32) {
    guard let context = CurveContext.shared.pointer, let base = memory.baseAddress else { return }
    var written = memory.count
    _ = withKey { secp256k1_ec_pubkey_serialize(context, base, &written, $0, form) }
  }
}

extension Scalar {
  /// This scalar times the base point.
  package func timesGenerator() throws -> Point { try value.withBytes { try Point.generator(times: $0) } }
}

extension SecretScalar {
  /// This scalar times the base point, in constant time.
  package func timesGenerator() throws -> Point { try withBytes { try Point.generator(times: $0) } }
}

extension Point: Hashable {
  package static func == (left: Point, right: Point) -> Bool {
    guard let context = CurveContext.shared.pointer else { return false }
    return left.withKey { left in right.withKey { secp256k1_ec_pubkey_cmp(context, left, $0) } } == 0
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(compressed)
  }
}

extension Point: CustomStringConvertible {
  /// The compressed form in hexadecimal.
  package var description: String { Hex.encode(compressed) }
}

/// Hands both coordinates out of the library's constant-time multiplication instead of hashing them.
private func copyCoordinates(
  output: UnsafeMutablePointer<UInt8>?, x: UnsafePointer<UInt8>?, y: UnsafePointer<UInt8>?,
  data: UnsafeMutableRawPointer?
) -> Int32 {
  guard let output, let x, let y else { return 0 }
  output.update(from: x, count: 32)
  (output + 32).update(from: y, count: 32)
  return 1
}
