package import Cryptography

extension Capsule {
  /// The seed, for the receiver of re-encrypted fragments: at least as many as the threshold, all of one delegation.
  ///
  /// With d the secret shared by receiver and precursor and λ the Lagrange coefficients at 0, both points are summed as
  /// T₁ = Σ dλᵢ·E₁ᵢ and T₂ = Σ dλᵢ·V₁ᵢ. The seed is T₁ + T₂, and s·A = H(E, V)·T₁ + T₂ proves that it is the owner's.
  ///
  /// Throws `noFragments`, `repeatedFragment`, `mixedFragments`, and `wrongFragments` where they are too few, or for
  /// another capsule, receiver or owner.
  package func open(
    _ fragments: [VerifiedCapsuleFrag], with receiving: SecretKey, from delegating: PublicKey
  ) throws -> KeySeed {
    let fragments = fragments.map(\.capsuleFrag)
    guard let precursor = fragments.first?.precursor else {
      throw UmbralError(.noFragments, "there are no re-encrypted fragments; fetch them from the proxies")
    }
    guard fragments.allSatisfy({ $0.precursor == precursor }) else {
      throw UmbralError(.mixedFragments, "the fragments come from different delegations; take them from one")
    }
    let secret = try DelegationSecret(receiving: receiving, precursor: precursor)
    let coefficients = try Interpolation.coefficients(
      at: try fragments.map { try secret.argument(of: $0.identifier) }, times: secret.scalar())
    var first = try fragments[0].e1.multiplied(by: coefficients[0])
    var second = try fragments[0].v1.multiplied(by: coefficients[0])
    for (fragment, coefficient) in zip(fragments, coefficients).dropFirst() {
      first = try first.adding(try fragment.e1.multiplied(by: coefficient))
      second = try second.adding(try fragment.v1.multiplied(by: coefficient))
    }
    let claimed = try delegating.point.multiplied(variableTime: s)
    guard try first.multiplied(variableTime: HashDomain.capsule(e, v)).adding(second) == claimed else {
      throw UmbralError(
        .wrongFragments, "the fragments do not open this capsule: too few, or meant for another capsule or key")
    }
    return try KeySeed(try first.adding(second))
  }
}
