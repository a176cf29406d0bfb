internal import CSecp256k1

/// An ECDSA signature on secp256k1: r and s.
package struct Signature: Sendable, Hashable {
  package static let byteCount = 64

  package let r: Scalar
  package let s: Scalar

  package init(r: Scalar, s: Scalar) {
    self.r = r
    self.s = s
  }

  /// Takes r ‖ s, 32 bytes each, big-endian. Throws `invalidSignature`.
  package init(compact bytes: some Collection<UInt8>) throws {
    guard bytes.count == Signature.byteCount, let r = try? Scalar(bytes: bytes.prefix(32)),
      let s = try? Scalar(bytes: bytes.suffix(32))
    else {
      throw CryptographyError(.invalidSignature, "a signature has 64 bytes: r and s, each from 1 to the curve's order")
    }
    self.init(r: r, s: s)
  }

  /// Takes strict DER (ITU-T X.690): SEQUENCE of the integers r and s in their shortest form, and nothing behind them.
  /// Throws `invalidSignature`.
  package init(der bytes: [UInt8]) throws {
    let context = try CurveContext.get()
    var parsed = secp256k1_ecdsa_signature()
    var compact = [UInt8](repeating: 0, count: Signature.byteCount)
    guard secp256k1_ecdsa_signature_parse_der(context, &parsed, bytes, bytes.count) == 1,
      secp256k1_ecdsa_signature_serialize_compact(context, &compact, &parsed) == 1
    else {
      throw CryptographyError(.invalidSignature, "these bytes are no signature in DER form")
    }
    try self.init(compact: compact)
  }

  /// r ‖ s, 64 bytes.
  package var bytes: [UInt8] { r.bytes + s.bytes }

  /// Whether s is at most half the curve's order, as every canonical signature's is.
  package var isLowS: Bool {
    guard let context = CurveContext.shared.pointer, var parsed = parsed(context) else { return false }
    return secp256k1_ecdsa_signature_normalize(context, nil, &parsed) == 0
  }

  func parsed(_ context: OpaquePointer) -> secp256k1_ecdsa_signature? {
    var signature = secp256k1_ecdsa_signature()
    return secp256k1_ecdsa_signature_parse_compact(context, &signature, bytes) == 1 ? signature : nil
  }
}
