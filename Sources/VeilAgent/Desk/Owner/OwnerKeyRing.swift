package import Cryptography
internal import VeilEvidence

/// The owner's keys with the accounts of all incidents that cameras were given, so that a stranger's account is told
/// from an own one without asking anybody.
package struct OwnerKeyRing: IncidentKeySource {
  private let keys: OwnerKeys
  private let indices: [Address: UInt32]

  /// - Parameter count: how many incident indices were given to cameras, see ``SlotCounter``.
  package init(_ keys: OwnerKeys, count: UInt32) throws {
    self.keys = keys
    var indices: [Address: UInt32] = [:]
    for index in 0..<count { indices[try keys.account(index).address] = index }
    self.indices = indices
  }

  package func keys(ofOwner account: Address) throws -> IncidentKeys? {
    guard let index = indices[account] else { return nil }
    return IncidentKeys(
      account: try keys.account(index), signer: try keys.signer(index),
      original: try keys.umbralKey(index, .original), protected: try keys.umbralKey(index, .protected))
  }
}
