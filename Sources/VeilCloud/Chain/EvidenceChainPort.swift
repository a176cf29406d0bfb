package import Cryptography
package import VeilCloudAPI
package import VeilEvidence

/// What the cloud needs of a ledger. Errors are ``CloudError``s; `ledgerUnreachable` where the same call may succeed
/// later. Every call may be repeated: what is done already counts as done.
package protocol EvidenceChainPort: Sendable {
  /// Chain and contracts.
  var terms: ChainTerms { get }

  /// Makes the evidence contract of a binding, paid by the relayer.
  func create(_ binding: SignedBinding) async throws -> ChainCreation

  /// An evidence contract of the factory, nil where there is none at the address.
  func evidence(at address: Address) async throws -> ChainEvidence?

  /// The verified evidence contract of an incident, nil if there is none.
  func evidence(of incident: IncidentID) async throws -> Address?

  /// Sets the evidence contract of a binding verified, as the cloud; fails where the contract has other fields. Nil where
  /// it is already.
  func verify(_ evidence: Address, of binding: SignedBinding) async throws -> Hash256?

  /// Sets an evidence contract refused, as the cloud. Nil where it is already.
  func refuse(_ evidence: Address, reason: UInt8) async throws -> Hash256?

  /// Writes the root of a log, as the cloud. Nil where it stands there already.
  func anchor(_ log: CloudLog, size: Int, root: Hash256) async throws -> Hash256?

  /// A request contract of the factory, nil where there is none at the address.
  func request(at address: Address) async throws -> ChainRequest?

  /// The rekey that the owner published for a request, nil before the approval.
  func keyFrag(of request: Address) async throws -> [UInt8]?

  /// Follows the contracts' events until the task is cancelled; taken up where it stopped.
  func follow(_ handle: @escaping @Sendable (ChainChange) async throws -> Void) async throws
}
