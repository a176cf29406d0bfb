internal import Crypto
package import Cryptography

/// An extended public key (BIP-32): derives the public keys of all children that are not hardened, and no private key.
package struct HDPublicKey: Sendable, Hashable {
  package let publicKey: PublicKey
  let chainCode: [UInt8]
  /// Steps from the master key.
  package let depth: UInt8
  /// Which child of its parent it is; 0 for the master key.
  package let index: UInt32
  /// The first bytes of the parent's name; 0 for the master key.
  package let parentFingerprint: UInt32

  init(publicKey: PublicKey, chainCode: [UInt8], depth: UInt8, index: UInt32, parentFingerprint: UInt32) {
    self.publicKey = publicKey
    self.chainCode = chainCode
    self.depth = depth
    self.index = index
    self.parentFingerprint = parentFingerprint
  }

  /// Reads an extended public key, `xpub…`.
  /// - Throws: `invalidKey`.
  package init(_ text: String) throws(EthereumError) {
    let bytes = try Base58.decodeChecked(text)
    guard bytes.count == 78, bytes.starts(with: [0x04, 0x88, 0xB2, 0x1E]) else {
      throw EthereumError(.invalidKey, "the text is not an extended public key (xpub…)")
    }
    let parent = bytes[5..<9].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    let index = bytes[9..<13].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    guard bytes[4] > 0 || parent == 0 && index == 0, let key = try? PublicKey(compressed: bytes[45...]) else {
      throw EthereumError(.invalidKey, "the extended public key contradicts itself")
    }
    self.init(
      publicKey: key, chainCode: Array(bytes[13..<45]), depth: bytes[4], index: index, parentFingerprint: parent)
  }

  /// A child that is not hardened.
  /// - Throws: `invalidKey` for a hardened index, below depth 255, or for an index that gives no key (chance 2^-127).
  package func child(_ index: UInt32) throws(EthereumError) -> HDPublicKey {
    guard index < DerivationPath.hardened else {
      throw EthereumError(.invalidKey, "hardened children can only be derived from the private key")
    }
    guard depth < .max else { throw EthereumError(.invalidKey, "keys cannot be derived deeper than 255 steps") }
    let message = publicKey.compressed + withUnsafeBytes(of: index.bigEndian) { Array($0) }
    let code = Array(HMAC<SHA512>.authenticationCode(for: message, using: SymmetricKey(data: chainCode)))
    guard let tweak = try? Scalar(bytes: code.prefix(32)),
      let point = try? publicKey.point.adding(variableTimeGenerator: tweak)
    else { throw EthereumError(.invalidKey, "this index gives no valid key; take the next one") }
    return HDPublicKey(
      publicKey: PublicKey(point), chainCode: Array(code.suffix(32)), depth: depth + 1, index: index,
      parentFingerprint: fingerprint)
  }

  /// The key at the end of a path without hardened steps.
  /// - Throws: as `child`.
  package func derived(_ path: DerivationPath) throws(EthereumError) -> HDPublicKey {
    var key = self
    for index in path.indices { key = try key.child(index) }
    return key
  }

  /// The first bytes of the hash of the public key, by which children name their parent.
  package var fingerprint: UInt32 {
    let hash = RIPEMD160.hash(Array(SHA256.hash(data: publicKey.compressed)))
    return hash.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// The key as text, `xpub…`.
  package var text: String {
    let numbers = [parentFingerprint, index].flatMap { number in withUnsafeBytes(of: number.bigEndian) { Array($0) } }
    return Base58.encodeChecked([0x04, 0x88, 0xB2, 0x1E, depth] + numbers + chainCode + publicKey.compressed)
  }
}
