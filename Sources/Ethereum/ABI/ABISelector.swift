internal import Cryptography

/// The first four bytes of the hash of a signature: what a call or an error begins with.
package struct ABISelector: Sendable, Hashable, CustomStringConvertible {
  package static let byteCount = 4

  package let value: UInt32

  package init(_ value: UInt32) { self.value = value }

  /// The selector of a signature such as `transfer(address,uint256)`.
  package init(signature: String) {
    value = Keccak256.hash(signature.utf8).bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// The selector that data begins with, nil if it is shorter.
  package init?(prefixOf data: [UInt8]) {
    guard data.count >= Self.byteCount else { return nil }
    value = data.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
  }

  package var bytes: [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> UInt32($0)) }
  }

  /// `0x` and eight digits.
  package var description: String { Hex.encode(bytes, prefix: true) }
}
