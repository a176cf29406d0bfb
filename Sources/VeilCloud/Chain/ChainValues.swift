package import Cryptography
package import VeilEvidence

/// An evidence contract that was asked for.
package struct ChainCreation: Sendable, Hashable {
  package let evidence: Address
  /// Nil where it was there before.
  package let transaction: Hash256?

  package init(evidence: Address, transaction: Hash256?) {
    self.evidence = evidence
    self.transaction = transaction
  }
}

/// What an evidence contract says.
package struct ChainEvidence: Sendable, Hashable {
  package enum Status: UInt8, Sendable, Hashable {
    case pending = 0
    case verified = 1
    case refused = 2
  }

  package let owner: Address
  package let status: Status

  package init(owner: Address, status: Status) {
    self.owner = owner
    self.status = status
  }
}

/// What a request contract says.
package struct ChainRequest: Sendable, Hashable {
  package enum Phase: UInt8, Sendable, Hashable {
    case requested = 1
    case approved = 2
    case settled = 3
    case denied = 4
    case cancelled = 5
    case disputed = 6

    /// Whether the requester may have the sealed film.
    package var opensDownload: Bool { self == .approved || self == .settled }
  }

  package let phase: Phase
  package let evidence: Address
  package let requester: Address
  package let rendition: Rendition

  package init(phase: Phase, evidence: Address, requester: Address, rendition: Rendition) {
    self.phase = phase
    self.evidence = evidence
    self.requester = requester
    self.rendition = rendition
  }
}

/// What the contracts announced, as far as it concerns the cloud.
package enum ChainEvent: Sendable, Hashable {
  case verified(evidence: Address)
  case requested(request: Address, evidence: Address, rendition: Rendition)
  case approved(request: Address)
}

/// What became of the events of a block.
package enum ChainChange: Sendable, Hashable {
  case added(block: UInt64, events: [ChainEvent])
  /// The block was taken off the chain.
  case removed(block: UInt64, events: [ChainEvent])
}
