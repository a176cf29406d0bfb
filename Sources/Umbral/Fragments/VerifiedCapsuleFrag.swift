/// A capsule fragment whose proof was checked, or that was made here.
package struct VerifiedCapsuleFrag: Sendable, Hashable {
  package let capsuleFrag: CapsuleFrag

  init(_ capsuleFrag: CapsuleFrag) {
    self.capsuleFrag = capsuleFrag
  }
}
