package import Cryptography

/// Derives any number of independent secret keys from one seed of 32 bytes, each named by a label. Whoever has the seed
/// needs no other backup.
package struct SecretKeyFactory: Sendable {
  package static let seedByteCount = 32

  private let seed: SecretBytes

  /// Takes a seed of 32 bytes that came from secure randomness. Throws `invalidLength`.
  package init(seed: SecretBytes) throws {
    guard seed.count == SecretKeyFactory.seedByteCount else {
      throw CryptographyError(.invalidLength, "the seed of a key factory has 32 bytes")
    }
    self.seed = seed
  }

  /// A fresh one from the system's random source.
  package static func random() throws -> SecretKeyFactory {
    try SecretKeyFactory(seed: try SecretBytes.random(count: seedByteCount))
  }

  /// The secret key of a label.
  package func makeKey(label: some Collection<UInt8>) throws -> SecretKey {
    let domain = Array("KEY_DERIVATION/".utf8) + label
    let expanded = try KeyDerivation.hkdf(seed, info: domain, count: 64)
    var hash = ScalarHash(domain: domain)
    expanded.withUnsafeBytes { hash.update($0) }
    return try SecretKey(try hash.secretScalar())
  }

  /// 64 secret bytes of a label, for uses other than keys.
  package func makeSecret(label: some Collection<UInt8>) throws -> SecretBytes {
    try KeyDerivation.hkdf(seed, info: Array("SECRET_DERIVATION/".utf8) + label, count: 64)
  }

  /// The factory of a label, whose keys have nothing to do with this one's.
  package func makeFactory(label: some Collection<UInt8>) throws -> SecretKeyFactory {
    let info = Array("FACTORY_DERIVATION/".utf8) + label
    return try SecretKeyFactory(seed: try KeyDerivation.hkdf(seed, info: info, count: SecretKeyFactory.seedByteCount))
  }
}
