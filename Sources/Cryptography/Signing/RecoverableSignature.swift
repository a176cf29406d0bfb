internal import CSecp256k1

/// An ECDSA signature from which the signer's public key can be computed: r, s and the parity of the nonce point's y.
package struct RecoverableSignature: Sendable, Hashable {
  package static let byteCount = 65

  package let signature: Signature
  /// 0 or 1.
  package let yParity: UInt8

  package var r: Scalar { signature.r }
  package var s: Scalar { signature.s }

  /// Throws `invalidSignature` for a parity above 1 and, unless `allowingHighS`, for an s above half the curve's order
  /// (EIP-2), by which a second valid signature could be made of a first.
  package init(_ signature: Signature, yParity: UInt8, allowingHighS: Bool = false) throws {
    guard yParity <= 1 else {
      throw CryptographyError(.invalidSignature, "the parity of a recoverable signature is 0 or 1")
    }
    guard allowingHighS || signature.isLowS else {
      throw CryptographyError(
        .invalidSignature, "the signature is not canonical: its s is above half the curve's order")
    }
    self.signature = signature
    self.yParity = yParity
  }

  /// Takes r ‖ s ‖ v, 65 bytes, with v of 27 or 28, or 0 or 1. Throws `invalidSignature`, for high s too.
  package init(bytes: some Collection<UInt8>) throws {
    let bytes = Array(bytes)
    guard bytes.count == RecoverableSignature.byteCount, let v = bytes.last, [0, 1, 27, 28].contains(v) else {
      throw CryptographyError(.invalidSignature, "a recoverable signature has 65 bytes, the last of them 27 or 28")
    }
    try self.init(try Signature(compact: bytes.prefix(Signature.byteCount)), yParity: v >= 27 ? v - 27 : v)
  }

  /// r ‖ s ‖ v, 65 bytes, with v = 27 + parity, as Ethereum's `ecrecover` takes it.
  package var bytes: [UInt8] { signature.bytes + [27 + yParity] }

  init(_ context: OpaquePointer, _ parsed: secp256k1_ecdsa_recoverable_signature) throws {
    var parsed = parsed
    var compact = [UInt8](repeating: 0, count: Signature.byteCount)
    var identifier: Int32 = 0
    _ = secp256k1_ecdsa_recoverable_signature_serialize_compact(context, &compact, &identifier, &parsed)
    // An identifier above 1 means that r overflowed the order: a chance of 2⁻¹²⁷, and not expressible in Ethereum.
    guard let parity = UInt8(exactly: identifier), parity <= 1 else { throw CryptographyError.degenerate }
    try self.init(try Signature(compact: compact), yParity: parity)
  }

  func parsed(_ context: OpaquePointer) -> secp256k1_ecdsa_recoverable_signature? {
    var result = secp256k1_ecdsa_recoverable_signature()
    let isDone = secp256k1_ecdsa_recoverable_signature_parse_compact(
      context, &result, signature.bytes, Int32(yParity))
    return isDone == 1 ? result : nil
  }
}
