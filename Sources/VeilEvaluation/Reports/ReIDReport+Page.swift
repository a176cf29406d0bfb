import VeilPlot

extension ReIDReport {
  /// The report as a page, with the paper's figures 6 and 7.
  package var html: String {
    ReportPage(title: title, lines: configuration, plots: plots, sections: sections).html
  }

  private var plots: [String] {
    var systems: [(name: String, method: String)] = []
    for row in results.rows where !systems.contains(where: { $0.name == row.system }) {
      systems.append((row.system, row.method))
    }
    let shown = ComparedSystems(systems)
    return results.adversaries.flatMap { facts in
      let proxy = facts.training == .proxy ? " (proxy)" : ""
      let title = "\(facts.group.title), \(facts.name)\(proxy)"
      return shown.sweeps.map { sweepPlot(of: $0.systems, facts, title: "\(title): \($0.method)") }
        + [comparison(of: shown.compared, facts, title: title)].compactMap { $0 }
    }
  }

  /// Figure 6: mean over data sets, error bars from the least to the greatest.
  private func sweepPlot(of systems: [String], _ facts: ReIDAdversaryFacts, title: String) -> String {
    let bars = systems.compactMap { name -> SVGBars.Bar? in
      guard let row = plainRow(name, facts), let value = row.thwarting.value else { return nil }
      let spread = SystemUtility.Spread(row.sources?.map(\.thwarting) ?? [])
      return SVGBars.Bar(
        name, spread?.mean ?? value, bounds: spread.map { $0.least...$0.greatest }, colour: SVGPlot.colours[0])
    }
    return SVGBars(title: title, yTitle: Self.rate, bars: bars).svg
  }

  /// Figure 7: a bar for each data set; where there is only one, with its interval over identities.
  private func comparison(of systems: [String], _ facts: ReIDAdversaryFacts, title: String) -> String? {
    let names = sourceNames(of: systems, facts)
    let bars = systems.flatMap { name -> [SVGBars.Bar] in
      guard let row = plainRow(name, facts), let value = row.thwarting.value else { return [] }
      guard names.count > 1, let sources = row.sources else {
        return [SVGBars.Bar(name, value, bounds: row.thwarting.bounds, colour: SVGPlot.colours[0])]
      }
      return sources.map { SVGBars.Bar(name, $0.thwarting, colour: Self.colour(of: $0.source, in: names)) }
    }
    guard !bars.isEmpty else { return nil }
    var plot = SVGBars(title: title, yTitle: Self.rate, bars: bars)
    if names.count > 1 { plot.legend = names.map { ($0, Self.colour(of: $0, in: names)) } }
    return plot.svg
  }

  private func plainRow(_ system: String, _ facts: ReIDAdversaryFacts) -> ReIDRow? {
    results.rows.first {
      $0.system == system && $0.group == facts.group && $0.adversary == facts.name && $0.attack == .plain
    }
  }

  private func sourceNames(of systems: [String], _ facts: ReIDAdversaryFacts) -> [String] {
    systems.compactMap { plainRow($0, facts)?.sources?.map(\.source) }.first ?? []
  }

  private static let rate = "image-wise thwarting rate"

  private static func colour(of source: String, in names: [String]) -> String {
    SVGPlot.colours[(names.firstIndex(of: source) ?? 0) % SVGPlot.colours.count]
  }
}

extension Figure {
  /// The interval, nil without one.
  fileprivate var bounds: ClosedRange<Double>? {
    guard let low, let high, low <= high else { return nil }
    return low...high
  }
}
