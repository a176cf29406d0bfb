internal import Cryptography
internal import HTTPTypes
internal import Hummingbird
internal import Synchronization
internal import VeilCloudAPI

/// Checks who signed a request, that it is fresh, and that it was not there before.
final class Authenticator: Sendable {
  private struct Seen {
    /// Nonces by the time from which they may be forgotten.
    var nonces: [[UInt8]: UInt64] = [:]
    var nextSweep: UInt64 = 0
  }

  private static let sweepInterval: UInt64 = 60_000

  /// The cloud's own account.
  let cloud: Address
  private let code: GrantCode
  private let clock: CloudClock
  private let challengeLifetime: UInt64
  /// Requests signed before the start are refused: what was seen before it is not remembered.
  private let start: UInt64
  private let seen = Mutex(Seen())

  init(cloud: Address, code: GrantCode, clock: CloudClock, challengeLifetime: UInt64) {
    self.cloud = cloud
    self.code = code
    self.clock = clock
    self.challengeLifetime = challengeLifetime
    start = clock.now
  }

  func challenge() -> ChallengeReply {
    let expires = clock.now + challengeLifetime
    return ChallengeReply(challenge: HexBytes(code.challenge(expires: expires)), expires: expires)
  }

  /// The account that signed a request.
  /// - Parameters:
  ///   - bodyRoot: the content root of its body.
  ///   - challenged: whether the nonce must be a challenge of the cloud.
  /// - Throws: ``CloudError``.
  func signer(of request: Request, bodyRoot: Hash256, challenged: Bool = false) throws -> Address {
    guard let header = request.headers[.authorization] else {
      throw CloudError(.unauthenticated, "the request must be signed (docs/openapi.yaml)")
    }
    let signature = try RequestSignature(header: header)
    guard signature.cloud == cloud else {
      throw CloudError(.wrongCloud, "the request is signed for another cloud; sign it for \(cloud)")
    }
    let now = clock.now
    let distance = max(now, signature.time) - min(now, signature.time)
    guard distance <= RequestSignature.clockWindow, signature.time >= start || challenged else {
      throw CloudError(
        .clockSkew, "the time of the signature is \(distance / 1_000) s from the cloud's; set the clock", time: now)
    }
    guard signature.isValid(method: request.method.rawValue, path: request.uri.string, bodyRoot: bodyRoot) else {
      throw CloudError(.unauthenticated, "the signature does not fit the request; sign what is sent, by that account")
    }
    guard !challenged || code.isValid(challenge: signature.nonce, now: now) else {
      throw CloudError(.badChallenge, "the nonce must be a fresh challenge of GET /v1/challenge")
    }
    guard remember(signature.address.bytes + signature.nonce, now: now) else {
      throw CloudError(.replayed, "this signed request was there before; sign it anew")
    }
    return signature.address
  }

  private func remember(_ nonce: [UInt8], now: UInt64) -> Bool {
    seen.withLock { seen in
      if now >= seen.nextSweep {
        seen.nonces = seen.nonces.filter { $0.value > now }
        seen.nextSweep = now + Self.sweepInterval
      }
      return seen.nonces.updateValue(now + 2 * RequestSignature.clockWindow, forKey: nonce) == nil
    }
  }
}
