/// Looks for surfaces among others of the same outline, and sums up over instances.
struct TextureScorer {
  private struct Key: Hashable {
    let group: ObjectGroup
    let picture: EdgePicture
    let gallery: TextureFigures.Gallery
    let adversary: Int
  }

  private let adversaries: [String]
  private var scorers: [Key: RetrievalScorer] = [:]

  /// - Parameter adversaries: their names, in the order of descriptions.
  init(adversaries: [String]) { self.adversaries = adversaries }

  /// Looks for each surface of one instance among all of its surfaces.
  /// - Parameters:
  ///   - queries: by surface and adversary.
  ///   - gallery: by surface and adversary, in the same order.
  ///   - first: number of the first surface, so that no two instances share one.
  mutating func add(
    _ queries: [[[Float]]], _ gallery: [[[Float]]], _ kind: TextureFigures.Gallery, _ picture: EdgePicture,
    _ group: ObjectGroup, first: Int
  ) {
    for adversary in adversaries.indices {
      let matrix = EmbeddingMatrix(gallery.map { $0[adversary] })
      let key = Key(group: group, picture: picture, gallery: kind, adversary: adversary)
      for (surface, query) in queries.enumerated() {
        let similarities = matrix.similarities(to: query[adversary])
        let isRight = gallery.indices.map { Optional($0 == surface) }
        guard let retrieval = Retrieval(similarities: similarities, isRight: isRight) else { continue }
        scorers[key, default: RetrievalScorer()].add(retrieval, identity: first + surface)
      }
    }
  }

  /// - Parameter pictures: all kinds, in the order of the report.
  func figures(_ pictures: [EdgePicture]) -> [TextureFigures] {
    ObjectGroup.identified.flatMap { group in
      pictures.flatMap { picture in
        TextureFigures.Gallery.allCases.flatMap { gallery in
          adversaries.indices.compactMap { index -> TextureFigures? in
            let key = Key(group: group, picture: picture, gallery: gallery, adversary: index)
            guard let figures = scorers[key]?.figures(replicates: 1000, seed: 1) else { return nil }
            return TextureFigures(
              group: group, picture: picture, gallery: gallery, adversary: adversaries[index], rank1: figures.rank1,
              chance: figures.chance)
          }
        }
      }
    }
  }
}
