package import Cryptography
package import VeilEvidence

/// How far the upload of a rendition has come.
package struct StoredUpload: Sendable, Hashable {
  package let incident: IncidentID
  package let rendition: Rendition
  /// Length of the file, nil before the first part.
  package var length: Int?
  /// Bytes that are there.
  package var offset: Int
  /// Hashes of their chunks of 1 MiB.
  package var leaves: [Hash256]
  package var isComplete: Bool

  package init(
    incident: IncidentID, rendition: Rendition, length: Int? = nil, offset: Int = 0, leaves: [Hash256] = [],
    isComplete: Bool = false
  ) {
    self.incident = incident
    self.rendition = rendition
    self.length = length
    self.offset = offset
    self.leaves = leaves
    self.isComplete = isComplete
  }
}
