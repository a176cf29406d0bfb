package import Cryptography
package import Ethereum
package import VeilEvidence

/// Something that a party does on the ledger. Sums are in wei.
package enum LedgerOperation: Sendable, Hashable {
  /// Makes the evidence contract of an incident. Anybody may; a relayer pays.
  case createEvidence(SignedBinding)
  /// Sets an evidence contract verified, which enters it into the search contract. Only the cloud may; the hash of the
  /// fields that it has verified is ``EvidenceFields/hash(of:device:)``.
  case verify(evidence: Address, fieldsHash: Hash256)
  /// Sets an evidence contract refused. Only the cloud may.
  case refuse(evidence: Address, reason: UInt64)
  /// Asks for a rendition, with the reward as its value and a fresh Umbral key of the requester.
  case createRequest(RequestTerms)
  /// The owner says that an approval will come: the requester cannot cancel from here on. For the original rendition it
  /// must lie in an earlier block than the approval: the second confirmation.
  case announce(request: Address)
  /// The owner hands out the rekey, with the deposit as its value.
  case approve(Approval)
  case deny(request: Address)
  /// The requester is content: the owner is paid.
  case confirm(request: Address)
  /// The requester's time is over: the owner is paid. Anybody may.
  case settle(request: Address)
  /// The reward goes back, before anybody has approved.
  case cancel(request: Address)
  /// The requester proves that he was given something that does not work.
  case dispute(request: Address, DisputeProof)
  /// Pays the credit of the account in a request out.
  case withdraw(request: Address, to: Address)
  /// Writes the root of a log. Only the cloud may.
  case anchor(AnchorRoot)
  /// Writes into the risk registry.
  case registry(RegistryOperation)
  /// Sends money.
  case transfer(to: Address, amount: UInt256)
}
