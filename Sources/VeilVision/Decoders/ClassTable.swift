/// Which of a network's classes are looked for.
///
/// Classes whose categories one object may be mistaken for form a group. A cell of the network may speak for one class
/// of each group (a rider for the person and the bicycle at once), the best scored one.
package struct ClassTable: Sendable, Hashable {
  /// One class of a network.
  package struct Entry: Sendable, Hashable {
    /// The network's number for it.
    package let index: Int
    package let category: Category
    /// Lowest score that counts.
    package let threshold: Float

    package init(index: Int, category: Category, threshold: Float) {
      self.index = index
      self.category = category
      self.threshold = threshold
    }
  }

  /// The wanted classes, by group.
  package let groups: [[Entry]]
  /// The lowest of the thresholds; infinite if nothing is wanted.
  package let lowestThreshold: Float
  /// The highest class number that is wanted, -1 if none.
  let highestIndex: Int

  package init(_ groups: [[Entry]]) {
    self.groups = groups
    lowestThreshold = groups.joined().map(\.threshold).min() ?? .infinity
    highestIndex = groups.joined().map(\.index).max() ?? -1
  }

  /// The classes of a model that mean a wanted category.
  ///
  /// - Parameters:
  ///   - manifest: says what the class numbers mean.
  ///   - wanted: categories that are looked for.
  ///   - groups: categories that one object may be mistaken for.
  ///   - threshold: the lowest score that counts for a category.
  package init(
    _ manifest: ModelManifest, wanted: Set<Category>, groups: [Set<Category>], threshold: (Category) -> Double
  ) {
    var found: [Int: [Entry]] = [:]
    // A class goes by its own category where that is wanted, and stands in for another only where it is not.
    let own = wanted.filter(manifest.categories.contains).sorted()
    for category in own + wanted.subtracting(own).sorted() {
      let taken = Set(found.values.joined().map(\.index))
      for index in manifest.classes(for: category, groups: groups) where !taken.contains(index) {
        let group = groups.firstIndex { $0.contains(category) } ?? groups.count + index
        found[group, default: []].append(
          Entry(index: index, category: category, threshold: Float(threshold(category))))
      }
    }
    self.init(found.sorted { $0.key < $1.key }.map { $0.value.sorted { $0.index < $1.index } })
  }

  /// The entry of a class number, or nil if it is not looked for.
  func entry(_ index: Int) -> Entry? { groups.joined().first { $0.index == index } }

  /// Calls `body` with the best scored wanted class of each group that reaches its threshold.
  ///
  /// - Parameters:
  ///   - scores: the network's scores of all classes in the order of their numbers.
  ///   - factor: multiplies each score.
  @inline(__always)
  func forEachBest(_ scores: UnsafePointer<Float>, factor: Float = 1, _ body: (Entry, Float) -> Void) {
    for group in groups.indices {
      var best = -1
      var bestScore: Float = 0
      for position in groups[group].indices {
        let score = scores[groups[group][position].index] * factor
        if score >= groups[group][position].threshold && score > bestScore {
          best = position
          bestScore = score
        }
      }
      if best >= 0 { body(groups[group][best], bestScore) }
    }
  }
}
