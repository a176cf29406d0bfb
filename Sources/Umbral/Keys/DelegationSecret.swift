internal import Cryptography

/// What delegator and receiver share and a proxy does not know: the Diffie-Hellman point of precursor and receiver.
struct DelegationSecret {
  private let precursor: Point
  private let receiving: PublicKey
  /// x_A·B = b·X.
  let sharedPoint: Point

  /// The delegator's side, who drew the precursor's secret.
  init(precursor secret: SecretKey, receiving: PublicKey) throws {
    precursor = secret.publicKey.point
    self.receiving = receiving
    sharedPoint = try receiving.point.multiplied(by: secret.scalar)
  }

  /// The receiver's side.
  init(receiving: SecretKey, precursor: Point) throws {
    self.precursor = precursor
    self.receiving = receiving.publicKey
    sharedPoint = try precursor.multiplied(by: receiving.scalar)
  }

  /// As a verifier sees it to whom the shared point was revealed.
  init(revealed sharedPoint: Point, receiving: PublicKey, precursor: Point) {
    self.precursor = precursor
    self.receiving = receiving
    self.sharedPoint = sharedPoint
  }

  /// d, by which the delegated key is divided.
  func scalar() throws -> SecretScalar {
    try hash(HashDomain.sharedSecret).secretScalar()
  }

  /// x, where the fragment of an identifier lies on the polynomial.
  func argument(of identifier: [UInt8]) throws -> SecretScalar {
    var hash = hash(HashDomain.polynomialArgument)
    hash.update(identifier)
    return try hash.secretScalar()
  }

  private func hash(_ domain: [UInt8]) -> ScalarHash {
    var hash = ScalarHash(domain: domain)
    hash.update(precursor)
    hash.update(receiving.point)
    hash.update(sharedPoint)
    return hash
  }
}
