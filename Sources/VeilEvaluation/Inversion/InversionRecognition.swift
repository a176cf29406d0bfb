import Foundation

/// Adversaries who look for what an inversion has given back among all originals.
struct InversionRecognition: Sendable {
  private let adversaries: [any Describer]
  private let gallery: [InversionPairs.Pair]
  /// Descriptions of the originals, by adversary.
  private let originals: [[[Float]]]

  /// - Parameters:
  ///   - adversaries: who look.
  ///   - pairs: whose originals are the gallery.
  ///   - folder: with the pairs.
  init(_ adversaries: [any Describer], among pairs: [InversionPairs.Pair], in folder: URL) async throws {
    self.adversaries = adversaries
    gallery = pairs
    var all: [[[Float]]] = []
    for adversary in adversaries {
      all.append(try await Self.described(pairs, by: adversary) { folder.appending(path: $0.name("original")) })
    }
    originals = all
  }

  /// Rank-1 of some pairs' pictures by adversary and group; each is looked for among originals of its group.
  func recognised(
    _ pairs: [InversionPairs.Pair], _ place: (InversionPairs.Pair) -> URL
  ) async throws -> [InversionReport.Recognition] {
    var found: [InversionReport.Recognition] = []
    for (index, adversary) in adversaries.enumerated() {
      let queries = try await Self.described(pairs, by: adversary, place)
      for group in ObjectGroup.identified {
        let members = gallery.indices.filter { gallery[$0].group == group }
        let matrix = EmbeddingMatrix(members.map { originals[index][$0] })
        var scorer = RetrievalScorer()
        for (pair, query) in zip(pairs, queries) where pair.group == group {
          let isRight = members.map { Optional(gallery[$0].identity == pair.identity) }
          guard let retrieval = Retrieval(similarities: matrix.similarities(to: query), isRight: isRight) else {
            continue
          }
          scorer.add(retrieval, identity: pair.identity)
        }
        let rank1 = scorer.figures(replicates: 1000, seed: 1).rank1
        guard rank1.value != nil else { continue }
        found.append(InversionReport.Recognition(adversary: adversary.name, group: group, rank1: rank1))
      }
    }
    return found
  }

  private static func described(
    _ pairs: [InversionPairs.Pair], by adversary: any Describer, _ place: (InversionPairs.Pair) -> URL
  ) async throws -> [[Float]] {
    var descriptions: [[Float]] = []
    for pair in pairs { descriptions.append(try await adversary.embedding(of: PictureFile.read(place(pair)))) }
    return descriptions
  }
}
