/// Utility and privacy of a system over all films.
package struct SystemUtility: Sendable, Hashable, Codable {
  /// A mean with the least and the greatest film: the paper's error bars.
  package struct Spread: Sendable, Hashable, Codable {
    package let mean: Double
    package let least: Double
    package let greatest: Double

    /// Nil without values.
    package init?(_ values: [Double]) {
      guard let least = values.min(), let greatest = values.max() else { return nil }
      mean = values.reduce(0, +) / Double(values.count)
      self.least = least
      self.greatest = greatest
    }
  }

  package let system: String
  package let method: String
  /// Over films, each the mean over groups.
  package let countingAccuracy: Spread?
  /// The paper's mAP: the mean over categories of the average precision at IoU 0.5.
  package let map50: Spread?
  package let map50To95: Spread?
  /// Mean thwarting rate over groups, each by its strongest adversary; nil without a Re-ID report.
  package let thwarting: Double?
  /// Re-ID thwarting rate × mAP (inspire section VI-C), with mAP at IoU 0.5.
  package let product: Double?

  /// Sums up rows of all films, and of a Re-ID report if there is one.
  package static func summarise(_ rows: [UtilityRow], reid: ReIDReport?) -> [SystemUtility] {
    var order: [String] = []
    for row in rows where !order.contains(row.system) { order.append(row.system) }
    return order.map { system in SystemUtility(of: rows.filter { $0.system == system }, named: system, reid: reid) }
  }

  /// The configuration of each method with the highest product, or the highest mAP where nothing is known of privacy.
  package static func best(of systems: [SystemUtility]) -> [SystemUtility] {
    Dictionary(grouping: systems, by: \.method).sorted { $0.key < $1.key }.compactMap { _, systems in
      systems.max { ($0.product ?? -1, $0.map50?.mean ?? 0) < ($1.product ?? -1, $1.map50?.mean ?? 0) }
    }
  }

  private init(of rows: [UtilityRow], named system: String, reid: ReIDReport?) {
    let films = Dictionary(grouping: rows, by: \.source).sorted { $0.key < $1.key }.map(\.value)
    func spread(_ value: (UtilityRow) -> Double?) -> Spread? {
      Spread(films.compactMap { Spread($0.compactMap(value))?.mean })
    }
    self.system = system
    method = rows.first?.method ?? system
    countingAccuracy = spread(\.countingAccuracy)
    let map50 = spread(\.ap50)
    self.map50 = map50
    map50To95 = spread(\.ap50To95)
    let thwarting = reid.flatMap { $0.thwarting(of: system) }
    self.thwarting = thwarting
    product = thwarting.flatMap { rate in map50.map { rate * $0.mean } }
  }
}

extension ReIDReport {
  /// The plain attack's thwarting rate: mean over groups, of each the lowest that an adversary leaves; nil if the system
  /// was not attacked. Adversaries who do not count are passed over where a group has one that does.
  package func thwarting(of system: String) -> Double? {
    let rates = ObjectGroup.identified.compactMap { group -> Double? in
      let rows = results.rows.filter { $0.system == system && $0.group == group && $0.attack == .plain }
      let counting = rows.filter { row in
        results.adversaries.contains { $0.group == group && $0.name == row.adversary && $0.counts }
      }
      return (counting.isEmpty ? rows : counting).compactMap(\.thwarting.value).min()
    }
    return rates.isEmpty ? nil : rates.reduce(0, +) / Double(rates.count)
  }
}
