/// Why an entry of the risk registry is no longer in force, by the contract's numbers.
package enum RegistryRevocation: UInt8, Sendable, Hashable, CaseIterable {
  /// A later version has taken its place.
  case superseded = 1
  /// The assessment is no longer held.
  case withdrawn = 2
  /// It was wrong from the start.
  case wrong = 3
  /// Its data key is destroyed.
  case erased = 4
}
