package import Cryptography
package import VeilEvidence

/// The public index of verified evidence.
package protocol SearchRepository: Sendable {
  func index(_ evidence: IndexedEvidence) async throws
  func indexMany(_ evidence: [IndexedEvidence]) async throws
  func unindex(_ incident: IncidentID) async throws
  /// Evidence in an area and hours, the latest first, before a place in that order.
  func find(_ area: SearchArea, buckets: ClosedRange<UInt32>, before: SearchPosition?, limit: Int) async throws
    -> [FoundEvidence]
  func indexedCount() async throws -> Int
}

/// What the index has of an evidence.
package struct IndexedEvidence: Sendable, Hashable {
  package let incident: Hash256
  package let evidence: Address
  package let place: CoarsePlace
  package let previews: [Hash256]

  package init(incident: Hash256, evidence: Address, place: CoarsePlace, previews: [Hash256]) {
    self.incident = incident
    self.evidence = evidence
    self.place = place
    self.previews = previews
  }
}

/// A place in the order of results: the hour, and the number within the index.
package struct SearchPosition: Sendable, Hashable {
  package let bucket: UInt32
  package let number: Int64

  package init(bucket: UInt32, number: Int64) {
    self.bucket = bucket
    self.number = number
  }
}

/// A found evidence with its place in the order.
package struct FoundEvidence: Sendable, Hashable {
  package let evidence: IndexedEvidence
  package let position: SearchPosition

  package init(evidence: IndexedEvidence, position: SearchPosition) {
    self.evidence = evidence
    self.position = position
  }
}
