package import Cryptography

/// The proof that a key fragment comes from the delegator.
package struct KeyFragProof: Sendable, Hashable {
  /// U₁ = rk·U.
  package let commitment: Point
  /// Over the keys that `inclusion` names.
  package let signatureForProxy: Signature
  /// Over both keys.
  package let signatureForReceiver: Signature
  package let inclusion: KeyInclusion

  package init(
    commitment: Point, signatureForProxy: Signature, signatureForReceiver: Signature, inclusion: KeyInclusion
  ) {
    self.commitment = commitment
    self.signatureForProxy = signatureForProxy
    self.signatureForReceiver = signatureForReceiver
    self.inclusion = inclusion
  }
}
