package import Cryptography

/// The delegator's side of proxy re-encryption: splits the right to open his capsules for one receiver among proxies.
///
/// With a threshold of 1 a receiver who holds the key fragment itself can compute the delegator's secret key from it. Use
/// a key pair that protects nothing but what is being shared.
package struct Delegation: Sendable {
  package let delegating: SecretKey
  package let receiving: PublicKey
  /// Signs the fragments, so that proxies and receiver know where they come from.
  package let signer: SecretKey

  package init(from delegating: SecretKey, to receiving: PublicKey, signer: SecretKey) {
    self.delegating = delegating
    self.receiving = receiving
    self.signer = signer
  }

  /// Makes `shares` key fragments, any `threshold` of which suffice. The flags say which keys the signature for the proxy
  /// includes; the one for the receiver always includes both. Throws `invalidThreshold`.
  package func keyFrags(
    threshold: Int, shares: Int, includingDelegatingKey: Bool = true, includingReceivingKey: Bool = true
  ) throws -> [VerifiedKeyFrag] {
    guard threshold > 0, shares >= threshold else {
      throw UmbralError(
        .invalidThreshold, "\(threshold) of \(shares) fragments is impossible: at least one, at most all are needed")
    }
    let randomness = Randomness(
      precursor: try SecretKey.generate(), coefficients: try (1..<threshold).map { _ in try SecretScalar.random() },
      identifiers: (0..<shares).map { _ in RandomBytes.make(KeyFrag.identifierByteCount) })
    return try keyFrags(
      randomness, inclusion: KeyInclusion(delegating: includingDelegatingKey, receiving: includingReceivingKey))
  }

  /// What a delegation draws at random.
  struct Randomness {
    let precursor: SecretKey
    /// All but the constant.
    let coefficients: [SecretScalar]
    /// One for each share.
    let identifiers: [[UInt8]]
  }

  func keyFrags(_ randomness: Randomness, inclusion: KeyInclusion) throws -> [VerifiedKeyFrag] {
    let secret = try DelegationSecret(precursor: randomness.precursor, receiving: receiving)
    let constant = try delegating.scalar.multiplied(by: try secret.scalar().inverted())
    let polynomial = [constant] + randomness.coefficients
    return try randomness.identifiers.map { identifier in
      let key = try Interpolation.value(polynomial, at: try secret.argument(of: identifier))
      return try signed(
        key, identifier: identifier, precursor: randomness.precursor.publicKey.point, inclusion: inclusion)
    }
  }

  private func signed(
    _ key: SecretScalar, identifier: [UInt8], precursor: Point, inclusion: KeyInclusion
  ) throws -> VerifiedKeyFrag {
    let commitment = try Parameters.pointU().multiplied(by: key)
    let message = KeyFragMessage(identifier: identifier, commitment: commitment, precursor: precursor)
    let forReceiver = try signer.sign(message.hash(delegating: delegating.publicKey, receiving: receiving)).signature
    let forProxy =
      inclusion == .both
      ? forReceiver
      : try signer.sign(
        message.hash(
          delegating: inclusion.delegating ? delegating.publicKey : nil,
          receiving: inclusion.receiving ? receiving : nil)
      ).signature
    let proof = KeyFragProof(
      commitment: commitment, signatureForProxy: forProxy, signatureForReceiver: forReceiver, inclusion: inclusion)
    return VerifiedKeyFrag(
      KeyFrag(identifier: identifier, key: key, precursor: precursor, proof: proof))
  }
}
