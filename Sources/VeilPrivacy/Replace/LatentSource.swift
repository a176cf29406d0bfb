internal import Crypto
internal import Foundation

/// Random latents for the generators (inspire section V-D).
///
/// A run draws one key of 256 bits from the system's cryptographically secure generator and forgets it at its end.
/// Latents are that key's HMAC-SHA256 of what they are for, as normal numbers: the same track can be given the same ones
/// without remembering any, and frames in work at the same time do not depend on their order.
package struct LatentSource: Sendable {
  private let key: SymmetricKey
  private let mode: IdentityMode

  /// - Parameters:
  ///   - mode: for how long latents stay.
  ///   - seed: makes runs repeatable, for tests; nil draws a key that nobody knows.
  package init(mode: IdentityMode, seed: UInt64? = nil) {
    self.mode = mode
    if let seed {
      key = SymmetricKey(data: SHA256.hash(data: Self.bytes(of: seed)))
    } else {
      var generator = SystemRandomNumberGenerator()
      key = SymmetricKey(data: (0..<4).flatMap { _ in Self.bytes(of: generator.next()) })
    }
  }

  /// Standard normal numbers for an instance.
  /// - Parameters:
  ///   - count: how many.
  ///   - track: the instance's track.
  ///   - ticks: when its frame is shown; of no effect in the mode ``IdentityMode/track``.
  ///   - place: tells instances of one track in one frame apart.
  package func latents(_ count: Int, track: Int, ticks: Int64, place: Int) -> [Float] {
    var label = Self.bytes(of: UInt64(bitPattern: Int64(track)))
    if mode == .frame { label += Self.bytes(of: UInt64(bitPattern: ticks)) + Self.bytes(of: UInt64(place)) }
    var numbers: [Float] = []
    var block: UInt64 = 0
    while numbers.count < count {
      let code = HMAC<SHA256>.authenticationCode(for: label + Self.bytes(of: block), using: key)
      numbers += Self.normals(Array(code))
      block += 1
    }
    return Array(numbers.prefix(count))
  }

  /// Four normal numbers of 32 random bytes, by Box and Muller's method.
  private static func normals(_ bytes: [UInt8]) -> [Float] {
    let words = stride(from: 0, to: 32, by: 8).map { start in
      bytes[start..<start + 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }
    return stride(from: 0, to: 4, by: 2).flatMap { index -> [Float] in
      let radius = (-2 * log((Double(words[index] >> 11) + 1) * 0x1p-53)).squareRoot()
      let angle = 2 * Double.pi * Double(words[index + 1] >> 11) * 0x1p-53
      return [Float(radius * cos(angle)), Float(radius * sin(angle))]
    }
  }

  private static func bytes(of value: UInt64) -> [UInt8] { withUnsafeBytes(of: value.bigEndian) { Array($0) } }
}
