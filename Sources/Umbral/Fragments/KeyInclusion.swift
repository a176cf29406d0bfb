/// Which public keys the delegator's signature for the proxy includes.
package struct KeyInclusion: Sendable, Hashable {
  package let delegating: Bool
  package let receiving: Bool

  static let both = KeyInclusion(delegating: true, receiving: true)

  package init(delegating: Bool, receiving: Bool) {
    self.delegating = delegating
    self.receiving = receiving
  }
}
