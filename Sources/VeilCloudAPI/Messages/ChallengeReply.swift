/// A challenge to be signed as the nonce of the next request: for enrolment, grants and re-encryption.
package struct ChallengeReply: Sendable, Hashable, Codable {
  package let challenge: HexBytes
  /// Milliseconds since 1970 on the cloud's clock.
  package let expires: UInt64

  package init(challenge: HexBytes, expires: UInt64) {
    self.challenge = challenge
    self.expires = expires
  }
}
