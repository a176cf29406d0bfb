/// What came of the Re-ID attacks.
package struct ReIDResults: Sendable, Hashable, Codable {
  package let galleries: [ReIDGalleryFacts]
  package let adversaries: [ReIDAdversaryFacts]
  package let rows: [ReIDRow]
}

/// Who is looked for among whom.
package struct ReIDGalleryFacts: Sendable, Hashable, Codable {
  package let group: ObjectGroup
  package let queryImages: Int
  package let queryIdentities: Int
  package let galleryImages: Int
  package let galleryIdentities: Int
  /// Rank-1 of guessing an identity: one over their number.
  package let chance: Double?
}

/// An adversary and what he is worth against a group.
package struct ReIDAdversaryFacts: Sendable, Hashable, Codable {
  /// What he was trained for.
  package enum Training: String, Sendable, Hashable, Codable {
    /// This group.
    case own
    /// Something else: a better one may exist.
    case proxy
    /// Nobody says.
    case notStated = "not-stated"
  }

  /// Least rank-1 on originals for which his failure says something.
  package static let leastRank1 = 0.8

  package let group: ObjectGroup
  package let name: String
  package let sha256: String
  package let training: Training
  /// On originals, the very picture left out.
  package let originals: RetrievalFigures

  /// True if he recognises originals well enough that his failure counts as protection.
  package var counts: Bool { (originals.rank1.value ?? 0) >= Self.leastRank1 }
}

/// One system against one attack of one adversary.
package struct ReIDRow: Sendable, Hashable, Codable {
  /// The thwarting rate for the pictures of one film or data set.
  package struct Source: Sendable, Hashable, Codable {
    package let source: String
    package let queries: Int
    package let thwarting: Double
  }

  package let system: String
  /// The system's method, without settings.
  package let method: String
  package let group: ObjectGroup
  package let adversary: String
  package let attack: ReIDAttack
  package let figures: RetrievalFigures
  /// Image-wise thwarting rate (inspire section VI-A).
  package let thwarting: Figure
  /// Of the plain attack.
  package let sources: [Source]?
}
