internal import CSecp256k1

/// A secret key on secp256k1, in memory that is zeroed when the last owner lets go. Its text never shows it.
package struct SecretKey: Sendable {
  /// The key as a number, for protocols that calculate with it.
  package let scalar: SecretScalar
  package let publicKey: PublicKey

  /// Throws `degenerateResult` never in practice: a valid scalar has a public key.
  package init(_ scalar: SecretScalar) throws {
    self.scalar = scalar
    publicKey = PublicKey(try scalar.timesGenerator())
  }

  /// Takes 32 bytes, big-endian. Throws `invalidLength`, and `invalidSecretKey` for zero and for n and above.
  package init(bytes: some Collection<UInt8>) throws {
    try self.init(try SecretScalar(bytes: bytes))
  }

  /// Takes 32 secret bytes without copying them. Throws as `init(bytes:)`.
  package init(adopting bytes: SecretBytes) throws {
    try self.init(try SecretScalar(adopting: bytes))
  }

  /// A fresh one from the system's random source.
  package static func generate() throws -> SecretKey {
    try SecretKey(try SecretScalar.random())
  }

  /// The account of this key.
  package var address: Address { publicKey.address }

  /// Reads the 32 bytes in place. Do not let the pointer out of `body`.
  package func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
    try scalar.withUnsafeBytes(body)
  }

  /// Signs a hash, deterministically (RFC 6979), with low s and the recovery bit.
  package func sign(_ hash: Hash256) throws -> RecoverableSignature {
    let context = try CurveContext.get()
    var signature = secp256k1_ecdsa_recoverable_signature()
    let isDone = hash.withBytes { hash in
      scalar.withBytes { secp256k1_ecdsa_sign_recoverable(context, &signature, hash, $0, nil, nil) }
    }
    guard isDone == 1 else { throw CryptographyError.degenerate }
    return try RecoverableSignature(context, signature)
  }
}

extension SecretKey: CustomStringConvertible, CustomReflectable {
  /// Names the account, never the key.
  package var description: String { "SecretKey of \(address)" }
  package var customMirror: Mirror { Mirror(self, children: ["address": address.description]) }
}
