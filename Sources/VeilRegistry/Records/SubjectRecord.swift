/// What a registry keeps of one person; exists in the clear only in a manager's memory.
package struct SubjectRecord: Sendable, Hashable {
  package static let version = 1
  /// How many attributes and faces a record may have.
  package static let maximumCount = 32

  package let attributes: [Attribute]
  package let assessment: Assessment
  /// Embeddings of the enrolled photographs, so that a new key can make new templates of them.
  package let faces: [FaceEmbedding]

  /// - Throws: ``RegistryError`` `invalidAttribute` for a record of nothing, or of too much.
  package init(attributes: [Attribute], assessment: Assessment, faces: [FaceEmbedding] = []) throws(RegistryError) {
    guard !attributes.isEmpty else {
      throw RegistryError(.invalidAttribute, "a record needs at least one attribute, such as name=…")
    }
    guard attributes.count <= Self.maximumCount, faces.count <= Self.maximumCount else {
      throw RegistryError(.invalidAttribute, "a record has at most \(Self.maximumCount) attributes and as many faces")
    }
    self.attributes = attributes
    self.assessment = assessment
    self.faces = faces
  }

  /// The same person with another assessment, and more faces if there are any.
  package func assessed(_ assessment: Assessment, faces more: [FaceEmbedding] = []) throws(RegistryError)
    -> SubjectRecord
  {
    try SubjectRecord(attributes: attributes, assessment: assessment, faces: faces + more)
  }
}

extension SubjectRecord: CustomStringConvertible, CustomReflectable {
  /// Counts, never what they are.
  package var description: String { "SubjectRecord(\(attributes.count) attributes, \(faces.count) faces)" }
  package var customMirror: Mirror { Mirror(self, children: ["attributes": attributes.count]) }
}
