internal import Crypto
package import Cryptography

/// An extended private key (BIP-32): a key, and a chain code from which its children are derived.
package struct HDKey: Sendable {
  package let secretKey: SecretKey
  private let chainCode: SecretBytes
  /// Steps from the master key.
  package let depth: UInt8
  /// Which child of its parent it is; 0 for the master key.
  package let index: UInt32
  /// The first bytes of the parent's name; 0 for the master key.
  package let parentFingerprint: UInt32

  /// The master key of a seed.
  /// - Parameter seed: 16 to 64 bytes.
  /// - Throws: `invalidKey` for another count, or for a seed that gives no key (chance 2^-127).
  package init(seed: SecretBytes) throws {
    guard (16...64).contains(seed.count) else { throw EthereumError(.invalidKey, "a seed has 16 to 64 bytes") }
    let halves = try Array("Bitcoin seed".utf8).withUnsafeBytes { key in
      try Self.hmac(key: key) { hash in seed.withUnsafeBytes { hash($0) } }
    }
    try self.init(halves: halves, adding: nil, depth: 0, index: 0, parentFingerprint: 0)
  }

  /// The key at the end of a path.
  /// - Throws: as `child`.
  package func derived(_ path: DerivationPath) throws -> HDKey {
    try path.indices.reduce(self) { key, index in try key.child(index) }
  }

  /// A child; indices from 2^31 on are hardened.
  /// - Throws: `invalidKey` below depth 255, or for an index that gives no key (chance 2^-127; take the next).
  package func child(_ index: UInt32) throws -> HDKey {
    guard depth < .max else { throw EthereumError(.invalidKey, "keys cannot be derived deeper than 255 steps") }
    let halves = try chainCode.withUnsafeBytes { code in
      try Self.hmac(key: code) { hash in
        if index >= DerivationPath.hardened {
          [UInt8(0)].withUnsafeBytes { hash($0) }
          secretKey.withUnsafeBytes { hash($0) }
        } else {
          secretKey.publicKey.compressed.withUnsafeBytes { hash($0) }
        }
        withUnsafeBytes(of: index.bigEndian) { hash($0) }
      }
    }
    return try HDKey(
      halves: halves, adding: secretKey, depth: depth + 1, index: index, parentFingerprint: publicKey.fingerprint)
  }

  /// The extended public key: lets others derive the addresses of all children that are not hardened. Together with the
  /// private key of any such child it gives away this private key, so keep it from those who hold one.
  package var publicKey: HDPublicKey {
    HDPublicKey(
      publicKey: secretKey.publicKey, chainCode: chainCode.withUnsafeBytes { Array($0) }, depth: depth, index: index,
      parentFingerprint: parentFingerprint)
  }

  /// Gives the extended private key away as text, `xprv…`, for another wallet. An ordinary string that nothing zeroes.
  package func exportExtendedPrivateKey() -> String {
    Base58.encodeChecked([0x04, 0x88, 0xAD, 0xE4] + header + [0] + secretKey.withUnsafeBytes { Array($0) })
  }

  /// Reads an extended private key, `xprv…`.
  /// - Throws: `invalidKey`.
  package init(extendedPrivateKey text: String) throws {
    let bytes = try Base58.decodeChecked(text)
    guard bytes.count == 78, bytes.starts(with: [0x04, 0x88, 0xAD, 0xE4]), bytes[45] == 0 else {
      throw EthereumError(.invalidKey, "the text is not an extended private key (xprv…)")
    }
    let number = { (range: Range<Int>) in bytes[range].reduce(UInt32(0)) { $0 << 8 | UInt32($1) } }
    guard bytes[4] > 0 || number(5..<9) == 0 && number(9..<13) == 0,
      let key = try? SecretKey(bytes: bytes[46...])
    else { throw EthereumError(.invalidKey, "the extended private key contradicts itself") }
    self.init(
      secretKey: key, chainCode: try SecretBytes(copying: bytes[13..<45]), depth: bytes[4], index: number(9..<13),
      parentFingerprint: number(5..<9))
  }

  private var header: [UInt8] {
    let numbers = [parentFingerprint, index].flatMap { number in
      [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> UInt32($0)) }
    }
    return [depth] + numbers + chainCode.withUnsafeBytes { Array($0) }
  }

  private init(
    secretKey: SecretKey, chainCode: SecretBytes, depth: UInt8, index: UInt32, parentFingerprint: UInt32
  ) {
    self.secretKey = secretKey
    self.chainCode = chainCode
    self.depth = depth
    self.index = index
    self.parentFingerprint = parentFingerprint
  }

  /// The left half is the key, or what is added to the parent's; the right half is the chain code.
  private init(
    halves: SecretBytes, adding parent: SecretKey?, depth: UInt8, index: UInt32, parentFingerprint: UInt32
  ) throws {
    let left = try SecretBytes(count: 32) { memory in
      halves.withUnsafeBytes { memory.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<32])) }
    }
    let right = try SecretBytes(count: 32) { memory in
      halves.withUnsafeBytes { memory.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[32...])) }
    }
    do {
      let tweak = try SecretScalar(adopting: left)
      let key = try SecretKey(try parent.map { try $0.scalar.adding(tweak) } ?? tweak)
      self.init(
        secretKey: key, chainCode: right, depth: depth, index: index, parentFingerprint: parentFingerprint)
    } catch {
      throw EthereumError(.invalidKey, "this seed or index gives no valid key; take the next one")
    }
  }

  private static func hmac(
    key: UnsafeRawBufferPointer, _ message: ((UnsafeRawBufferPointer) -> Void) throws -> Void
  ) throws -> SecretBytes {
    var code = HMAC<SHA512>(key: SymmetricKey(data: key))
    try message { code.update(data: $0) }
    let result = code.finalize()
    return try SecretBytes(count: 64) { memory in result.withUnsafeBytes { memory.copyMemory(from: $0) } }
  }
}

extension HDKey: CustomStringConvertible, CustomReflectable {
  /// Names the account, never the key.
  package var description: String { "HDKey of \(secretKey.address)" }
  package var customMirror: Mirror { Mirror(self, children: ["address": secretKey.address.description]) }
}
