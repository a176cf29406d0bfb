internal import Crypto
internal import Cryptography
internal import Foundation
internal import VeilCloudAPI

/// What the cloud signs for itself: challenges and grants. The key is derived from the cloud's own, so that both last
/// over a restart.
struct GrantCode: Sendable {
  private static let macByteCount = 32
  private let key: SymmetricKey

  init(_ secret: SecretKey) {
    key = secret.withUnsafeBytes {
      HKDF<SHA256>.deriveKey(
        inputKeyMaterial: SymmetricKey(data: $0), info: Data("veilcam.grants.v1".utf8), outputByteCount: 32)
    }
  }

  // MARK: Challenges

  /// random (16) ‖ expiry (8) ‖ code (32).
  func challenge(expires: UInt64) -> [UInt8] { sealed("challenge", RandomBytes.make(16) + Self.bytes(expires)) }

  /// Whether a challenge is the cloud's own and not over.
  func isValid(challenge: [UInt8], now: UInt64) -> Bool {
    guard let body = opened("challenge", challenge), body.count == 24 else { return false }
    return Self.integer(body.suffix(8)) >= now
  }

  // MARK: Grants

  /// The right to download one blob for one request contract until a time, as text for an address.
  func grant(_ blob: Hash256, request: Address, expires: UInt64) -> String {
    Hex.encode(sealed("grant", blob.bytes + request.bytes + Self.bytes(expires)))
  }

  /// The request contract that a grant is for.
  /// - Throws: ``CloudError`` `badGrant`.
  func request(of grant: String, blob: Hash256, now: UInt64) throws -> Address {
    guard let bytes = try? Hex.decode(grant), let body = opened("grant", bytes), body.count == 60,
      body.prefix(32).elementsEqual(blob.bytes), let request = Address(body[32..<52])
    else { throw CloudError(.badGrant, "the grant is not this cloud's, or is for another file; ask for a new one") }
    guard Self.integer(body.suffix(8)) >= now else {
      throw CloudError(.badGrant, "the grant is over; ask for a new one")
    }
    return request
  }

  private func sealed(_ purpose: String, _ body: [UInt8]) -> [UInt8] {
    body + Array(HMAC<SHA256>.authenticationCode(for: Data(purpose.utf8) + body, using: key))
  }

  private func opened(_ purpose: String, _ bytes: [UInt8]) -> [UInt8]? {
    guard bytes.count > Self.macByteCount else { return nil }
    let body = Array(bytes.dropLast(Self.macByteCount))
    let isRight = HMAC<SHA256>.isValidAuthenticationCode(
      Data(bytes.suffix(Self.macByteCount)), authenticating: Data(purpose.utf8) + body, using: key)
    return isRight ? body : nil
  }

  private static func bytes(_ value: UInt64) -> [UInt8] { withUnsafeBytes(of: value.bigEndian) { Array($0) } }

  private static func integer(_ bytes: some Sequence<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
}
