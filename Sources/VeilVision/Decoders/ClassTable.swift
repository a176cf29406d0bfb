/// Which of a network's classes are looked for.
package struct ClassTable: Sendable, Hashable {
  /// One class of a network.
  package struct Entry: Sendable, Hashable {
    /// The network's number for it.
    package let index: Int
    package let category: Category
    /// Lowest score that counts.
    package let threshold: Float
  }

  /// The wanted classes by number, ascending.
  package let entries: [Entry]
  /// The lowest of the thresholds; infinite if nothing is wanted.
  package let lowestThreshold: Float

  package init(_ entries: [Entry]) {
    self.entries = entries.sorted { $0.index < $1.index }
    lowestThreshold = entries.map(\.threshold).min() ?? .infinity
  }

  /// The classes of a model that mean a wanted category.
  ///
  /// - Parameters:
  ///   - manifest: says what the class numbers mean.
  ///   - wanted: categories that are looked for.
  ///   - thresholds: lowest scores that differ from the manifest's.
  package init(_ manifest: ModelManifest, wanted: Set<Category>, thresholds: [Category: Double] = [:]) {
    self.init(
      manifest.classes.compactMap { number, category in
        guard let index = Int(number), wanted.contains(category) else { return nil }
        let threshold = thresholds[category] ?? manifest.threshold(for: category)
        return Entry(index: index, category: category, threshold: Float(threshold))
      })
  }

  /// The entry of a class number, or nil if it is not looked for.
  func entry(_ index: Int) -> Entry? { entries.first { $0.index == index } }

  /// The best scored of the wanted classes that reach their threshold.
  ///
  /// - Parameters:
  ///   - scores: the network's scores of all classes in the order of their numbers.
  ///   - factor: multiplies each score.
  @inline(__always)
  func best(_ scores: UnsafePointer<Float>, factor: Float = 1) -> (entry: Entry, score: Float)? {
    var best = -1
    var bestScore: Float = 0
    for position in entries.indices {
      let score = scores[entries[position].index] * factor
      if score >= entries[position].threshold && score > bestScore {
        best = position
        bestScore = score
      }
    }
    return best < 0 ? nil : (entries[best], bestScore)
  }
}
