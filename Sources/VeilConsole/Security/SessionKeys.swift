internal import Crypto
internal import Foundation

/// Makes session names and the tokens that belong to them. The key lives as long as the process: after a restart old
/// forms are refused, and the person reloads the page.
package struct SessionKeys: Sendable {
  private let key = SymmetricKey(size: .bits256)

  package init() {}

  /// A fresh name from the system's random source.
  package func makeName() -> String { Self.hex((0..<32).map { _ in UInt8.random(in: .min ... .max) }) }

  /// Whether a cookie's value has the form of a name.
  package static func isName(_ text: String) -> Bool {
    text.utf8.count == 64 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
  }

  /// The token of a session.
  package func token(of name: String) -> String {
    Self.hex(HMAC<SHA256>.authenticationCode(for: Data(name.utf8), using: key))
  }

  /// Compares in time that does not depend on where the two differ.
  package static func equal(_ left: some StringProtocol, _ right: some StringProtocol) -> Bool {
    let (left, right) = (Array(left.utf8), Array(right.utf8))
    guard left.count == right.count else { return false }
    return zip(left, right).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }

  static func hex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }
}
