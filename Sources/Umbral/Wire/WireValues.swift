internal import Cryptography

// Points, scalars and signatures as they stand in both wire forms.

extension MessagePackReader {
  mutating func point() throws -> Point { try wirePoint(try bytes(Point.compressedByteCount)) }

  mutating func scalar() throws -> Scalar { try wireScalar(try bytes(Scalar.byteCount)) }

  mutating func secretScalar() throws -> SecretScalar {
    do {
      return try SecretScalar(bytes: try bytes(Scalar.byteCount))
    } catch let error as CryptographyError {
      throw UmbralError(.malformed, error.message)
    }
  }

  mutating func signature() throws -> Signature { try wireSignature(try bytes(Signature.byteCount)) }
}

/// Cuts a simple form, fields of fixed lengths one behind the other, whose total length was checked.
struct SimpleReader {
  private var rest: ArraySlice<UInt8>

  /// Throws `malformed` unless there are exactly `count` bytes.
  init(_ bytes: some Sequence<UInt8>, count: Int) throws {
    rest = Array(bytes)[...]
    guard rest.count == count else {
      throw UmbralError(.malformed, "\(count) bytes were expected, not \(rest.count)")
    }
  }

  mutating func bytes(_ count: Int) -> [UInt8] {
    defer { rest = rest.dropFirst(count) }
    return Array(rest.prefix(count))
  }

  mutating func point() throws -> Point { try wirePoint(bytes(Point.compressedByteCount)) }
  mutating func scalar() throws -> Scalar { try wireScalar(bytes(Scalar.byteCount)) }
  mutating func signature() throws -> Signature { try wireSignature(bytes(Signature.byteCount)) }
}

private func wirePoint(_ bytes: [UInt8]) throws -> Point {
  do {
    return try Point(sec1: bytes)
  } catch let error as CryptographyError {
    throw UmbralError(.malformed, error.message)
  }
}

private func wireScalar(_ bytes: [UInt8]) throws -> Scalar {
  do {
    return try Scalar(bytes: bytes)
  } catch let error as CryptographyError {
    throw UmbralError(.malformed, error.message)
  }
}

private func wireSignature(_ bytes: [UInt8]) throws -> Signature {
  do {
    return try Signature(compact: bytes)
  } catch let error as CryptographyError {
    throw UmbralError(.malformed, error.message)
  }
}
