/// Sums up how queries were answered, with intervals over identities: pictures of one person are not independent.
struct RetrievalScorer: Sendable {
  private struct Sums {
    var hits = [Double](repeating: 0, count: Retrieval.ranks.count)
    var precision = 0.0
    var chance = 0.0
    var queries = 0.0
  }

  private var byIdentity: [Int: Sums] = [:]

  mutating func add(_ retrieval: Retrieval, identity: Int) {
    var sums = byIdentity[identity] ?? Sums()
    for index in sums.hits.indices { sums.hits[index] += retrieval.hits[index] }
    sums.precision += retrieval.averagePrecision
    sums.chance += retrieval.chance
    sums.queries += 1
    byIdentity[identity] = sums
  }

  /// Rank-1, rank-5, rank-20, mean average precision and the blind guess.
  func figures(replicates: Int, seed: UInt64) -> RetrievalFigures {
    var bootstrap = Bootstrap(replicates: replicates, seed: seed)
    var ranks = [Ratio](repeating: Ratio(), count: Retrieval.ranks.count)
    var precision = Ratio()
    var chance = Ratio()
    for (_, sums) in byIdentity.sorted(by: { $0.key < $1.key }) {
      let weights = bootstrap.next()
      for index in ranks.indices { ranks[index].add(sums.hits[index], over: sums.queries, weights: weights) }
      precision.add(sums.precision, over: sums.queries, weights: weights)
      chance.add(sums.chance, over: sums.queries, weights: [])
    }
    return RetrievalFigures(
      rank1: ranks[0].figure, rank5: ranks[1].figure, rank20: ranks[2].figure,
      meanAveragePrecision: precision.figure, chance: chance.figure.value)
  }
}

/// How well an adversary recognises.
package struct RetrievalFigures: Sendable, Hashable, Codable {
  package let rank1: Figure
  package let rank5: Figure
  package let rank20: Figure
  package let meanAveragePrecision: Figure
  /// Rank-1 of a blind guess that draws from the gallery: the share of right pictures in it, mean over queries.
  package let chance: Double?

  /// Image-wise thwarting rate: the share of queries that are not or wrongly identified (inspire section VI-A).
  package var thwarting: Figure {
    Figure(
      value: rank1.value.map { 1 - $0 }, low: rank1.high.map { 1 - $0 }, high: rank1.low.map { 1 - $0 },
      numerator: rank1.denominator - rank1.numerator, denominator: rank1.denominator)
  }
}
