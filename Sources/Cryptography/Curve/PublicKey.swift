internal import CSecp256k1

/// A public key on secp256k1: a point that somebody holds the secret scalar of.
package struct PublicKey: Sendable, Hashable {
  package let point: Point

  package init(_ point: Point) {
    self.point = point
  }

  /// Takes the 33 compressed or 65 uncompressed bytes of SEC 1. Throws `invalidPublicKey`.
  package init(sec1 bytes: some Sequence<UInt8>) throws {
    point = try Point(sec1: bytes)
  }

  /// Takes the 33 compressed bytes and no other form. Throws `invalidPublicKey`.
  package init(compressed bytes: some Collection<UInt8>) throws {
    guard bytes.count == Point.compressedByteCount else {
      throw CryptographyError(.invalidPublicKey, "a compressed public key has 33 bytes")
    }
    point = try Point(sec1: bytes)
  }

  /// 33 bytes: 0x02 or 0x03 and the x coordinate.
  package var compressed: [UInt8] { point.compressed }

  /// 65 bytes: 0x04 and both coordinates.
  package var uncompressed: [UInt8] { point.uncompressed }

  /// The account of this key.
  package var address: Address { Address(self) }

  /// Whether the signature was made over the hash by the holder of this key. A signature of high s is refused unless
  /// `acceptingHighS`; both forms of one signature are equally hard to forge, but only one of them is canonical.
  package func isValid(_ signature: Signature, for hash: Hash256, acceptingHighS: Bool = false) -> Bool {
    guard let context = CurveContext.shared.pointer, var parsed = signature.parsed(context) else { return false }
    if acceptingHighS {
      var normalised = parsed
      _ = secp256k1_ecdsa_signature_normalize(context, &normalised, &parsed)
      parsed = normalised
    }
    return point.withKey { key in hash.withBytes { secp256k1_ecdsa_verify(context, &parsed, $0, key) } } == 1
  }

  /// Whether the recoverable signature was made over the hash by the holder of this key.
  package func isValid(_ signature: RecoverableSignature, for hash: Hash256) -> Bool {
    (try? PublicKey.recover(from: signature, over: hash)) == self
  }

  /// The key that made the signature over the hash. Throws `invalidSignature` where there is none.
  package static func recover(from signature: RecoverableSignature, over hash: Hash256) throws -> PublicKey {
    let context = try CurveContext.get()
    guard var parsed = signature.parsed(context),
      let point = Point.make({ key in hash.withBytes { secp256k1_ecdsa_recover(context, key, &parsed, $0) } })
    else {
      throw CryptographyError(.invalidSignature, "no public key could have made this signature")
    }
    return PublicKey(point)
  }
}

extension PublicKey: CustomStringConvertible {
  /// The compressed form in hexadecimal.
  package var description: String { point.description }
}
