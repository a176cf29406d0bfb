/// Says whose face an embedding is, if that is sure.
package struct FaceMatcher: Sendable {
  /// A sure match; the record behind it is opened by ``Registry/matched(_:purpose:)``.
  package struct Match: Sendable, Hashable {
    /// Whom the store knows by a number of its own.
    package struct Subject: Sendable, Hashable {
      let row: Int
    }

    package let person: Subject
    /// In how many of 512 bits the templates differ.
    package let distance: Int
  }

  /// The templates of one key, and how to make another.
  struct Lane: Sendable {
    let maker: TemplateMaker
    let index: TemplateIndex
  }

  /// Which network's faces are known.
  package let embedder: String
  package let threshold: MatchThreshold
  let lanes: [Lane]

  /// How many templates are searched.
  package var count: Int { lanes.reduce(0) { $0 + $1.index.count } }

  /// The sure match of a face, nil for a stranger and for a face that could be two people's.
  package func match(_ embedding: FaceEmbedding) -> Match? {
    guard embedding.embedder == embedder else { return nil }
    // While a key is being replaced, everybody is in one of two lanes.
    let found = lanes.map { $0.index.nearest(to: $0.maker.template(of: embedding)) }
    let neighbours = found.flatMap { [$0.first, $0.other].compactMap { $0 } }.sorted { $0.distance < $1.distance }
    let other = neighbours.dropFirst().first { $0.subject != neighbours[0].subject }
    return threshold.sure((neighbours.first, other)).map {
      Match(person: Match.Subject(row: $0.subject), distance: $0.distance)
    }
  }
}
