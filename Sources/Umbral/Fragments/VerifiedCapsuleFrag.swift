/// A capsule fragment whose proof was checked, or that was made here.
package struct VerifiedCapsuleFrag: Sendable, Hashable {
  package let capsuleFrag: CapsuleFrag

  init(_ capsuleFrag: CapsuleFrag) {
    self.capsuleFrag = capsuleFrag
  }

  /// Takes a fragment over without checking it: for one that this machine verified before and kept where nobody else
  /// writes.
  package init(trusting capsuleFrag: CapsuleFrag) {
    self.capsuleFrag = capsuleFrag
  }
}
