/// The way from a master key to a child: `m/44'/60'/0'/0/7` (BIP-32, BIP-44).
package struct DerivationPath: Sendable, Hashable {
  /// The first index of hardened children, from which nobody can go back to the parent.
  package static let hardened: UInt32 = 1 << 31
  /// The most steps that an extended key can count.
  package static let maximumDepth = 255

  package let indices: [UInt32]

  /// - Throws: `malformedPath` for more than 255 steps.
  package init(indices: [UInt32]) throws(EthereumError) {
    guard indices.count <= Self.maximumDepth else {
      throw EthereumError(.malformedPath, "a derivation path has at most \(Self.maximumDepth) steps")
    }
    self.indices = indices
  }

  private init(unchecked indices: [UInt32]) { self.indices = indices }

  /// The path of Ethereum accounts that wallets agree on: `m/44'/60'/account'/0/index`.
  /// - Throws: `malformedPath` for numbers of 2^31 and above.
  package static func ethereum(account: UInt32 = 0, index: UInt32) throws(EthereumError) -> DerivationPath {
    guard account < hardened, index < hardened else {
      throw EthereumError(.malformedPath, "an account or index must be below 2147483648")
    }
    return DerivationPath(unchecked: [44 | hardened, 60 | hardened, account | hardened, 0, index])
  }

  /// Reads `m`, then steps such as `/44'`, `/44h` or `/7`.
  /// - Throws: `malformedPath`.
  package init(_ text: String) throws(EthereumError) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.first == "m" else { throw Self.error }
    var indices = [UInt32]()
    for part in parts.dropFirst() {
      let isHardened = part.hasSuffix("'") || part.hasSuffix("h") || part.hasSuffix("H")
      let digits = part.dropLast(isHardened ? 1 : 0)
      guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), let index = UInt32(digits), index < Self.hardened else {
        throw Self.error
      }
      indices.append(isHardened ? index | Self.hardened : index)
    }
    try self.init(indices: indices)
  }

  private static let error = EthereumError(
    .malformedPath, "a derivation path looks like m/44'/60'/0'/0/0, with numbers below 2147483648")
}

extension DerivationPath: CustomStringConvertible {
  package var description: String {
    "m" + indices.map { $0 >= Self.hardened ? "/\($0 - Self.hardened)'" : "/\($0)" }.joined()
  }
}
