import Testing
import VeilTesting

@testable import VeilVision

@Suite struct AssignmentTests {
  @Test(arguments: 0..<60 as Range<UInt64>) func findsTheBestOfAllMatchings(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let rows = Int.random(in: 0...5, using: &generator)
    let columns = Int.random(in: 0...5, using: &generator)
    let gains: [[Double?]] = (0..<rows).map { _ in
      (0..<columns).map { _ in Bool.random(using: &generator) ? .random(in: 0.01...1, using: &generator) : nil }
    }
    let match = Assignment.best(rows: rows, columns: columns) { gains[$0][$1] }
    #expect(match.count == rows)
    let used = match.compactMap { $0 }
    #expect(Set(used).count == used.count)
    let total = match.enumerated().reduce(0) { sum, pair in
      sum + (pair.element.map { gains[pair.offset][$0] ?? -.infinity } ?? 0)
    }
    #expect(abs(total - Self.bestTotal(gains[...], free: Set(0..<columns))) < 1e-9)
  }

  @Test func neverMatchesAForbiddenPair() {
    #expect(Assignment.best(rows: 2, columns: 2) { $0 == 0 && $1 == 1 ? 1 : nil } == [1, nil])
    #expect(Assignment.best(rows: 1, columns: 1) { _, _ in 0 } == [nil])
  }

  @Test func givesUpAGoodPairForTwoThatAreBetterTogether() {
    let gains = [[0.9, 0.8], [0.8, 0.1]]
    #expect(Assignment.best(rows: 2, columns: 2) { gains[$0][$1] } == [1, 0])
  }

  /// By trying everything.
  private static func bestTotal(_ rows: ArraySlice<[Double?]>, free: Set<Int>) -> Double {
    guard let row = rows.first else { return 0 }
    var best = bestTotal(rows.dropFirst(), free: free)
    for column in free {
      guard let gain = row[column] else { continue }
      best = max(best, gain + bestTotal(rows.dropFirst(), free: free.subtracting([column])))
    }
    return best
  }
}
