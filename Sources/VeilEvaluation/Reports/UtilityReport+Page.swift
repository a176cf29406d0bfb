import VeilPlot

extension UtilityReport {
  /// The report as a page, with the paper's figures 9, 10 and 11.
  /// - Parameter sheet: frames as each system transforms them, the paper's figure 5.
  package func html(_ sheet: PictureSheet? = nil) -> String {
    ReportPage(
      title: title, lines: lines, plots: plots, sheets: [sheet].compactMap { $0 }.filter { !$0.rows.isEmpty },
      sections: sections
    ).html
  }

  private var plots: [String] {
    let shown = ComparedSystems(systems.map { ($0.system, $0.method) })
    let measures: [(title: String, mean: (SystemUtility) -> SystemUtility.Spread?, row: (UtilityRow) -> Double?)] = [
      ("Counting accuracy", \.countingAccuracy, \.countingAccuracy), ("mAP at IoU 0.5", \.map50, \.ap50),
      ("mAP at IoU 0.5 to 0.95", \.map50To95, \.ap50To95),
    ]
    let sweeps = shown.sweeps.flatMap { sweep in
      measures.map { sweepPlot($0.title, of: sweep.systems, method: sweep.method, $0.mean) }
    }
    let comparisons = measures.map { comparison($0.title, of: shown.compared, $0.row) }
    return sweeps + comparisons + tradeOffs(of: shown.compared)
  }

  /// Figure 9: means over films, error bars from the least to the greatest film.
  private func sweepPlot(
    _ title: String, of names: [String], method: String, _ value: (SystemUtility) -> SystemUtility.Spread?
  ) -> String {
    let bars = names.compactMap { name -> SVGBars.Bar? in
      guard let system = systems.first(where: { $0.system == name }), let spread = value(system) else { return nil }
      return SVGBars.Bar(name, spread.mean, bounds: spread.least...spread.greatest, colour: SVGPlot.colours[0])
    }
    return SVGBars(title: "\(title): \(method)", yTitle: title, bars: bars).svg
  }

  /// Figure 10: a bar for each film.
  private func comparison(_ title: String, of names: [String], _ value: (UtilityRow) -> Double?) -> String {
    let colours = sources.indices.map { SVGPlot.colours[$0 % SVGPlot.colours.count] }
    let bars = names.flatMap { name in
      zip(sources, colours).compactMap { source, colour -> SVGBars.Bar? in
        let film = rows.filter { $0.system == name && $0.source == source }.compactMap(value)
        return SystemUtility.Spread(film).map { SVGBars.Bar(name, $0.mean, colour: colour) }
      }
    }
    var plot = SVGBars(title: title, yTitle: title, bars: bars)
    if sources.count > 1 { plot.legend = Array(zip(sources, colours)) }
    return plot.svg
  }

  /// Figure 11; nothing where privacy is not known.
  private func tradeOffs(of names: [String]) -> [String] {
    let products = best.compactMap { system in
      system.product.map { SVGBars.Bar(system.system, $0, colour: SVGPlot.colours[3]) }
    }
    guard !products.isEmpty else { return [] }
    let paper = InspireFigures.rows.compactMap { row in
      Double(row.product).map { SVGBars.Bar("paper: " + row.system.prefix { $0 != " " }, $0, colour: "gray") }
    }
    return [
      places(of: names),
      SVGBars(title: "Best utility-privacy product", yTitle: "thwarting rate × mAP", bars: products + paper).svg,
    ]
  }

  /// Each system as a cross around its place: utility across from the least to the greatest film, privacy up.
  private func places(of names: [String]) -> String {
    let shown = systems.filter { names.contains($0.system) || best.contains($0) }
    let lines = shown.enumerated().compactMap { index, system -> SVGPlot.Line? in
      guard let map = system.map50, let thwarting = system.thwarting else { return nil }
      let ends = [(map.least, thwarting), (map.greatest, thwarting), (map.mean, thwarting)]
      return SVGPlot.Line(
        system.system, ends + [(map.mean, thwarting - 0.015), (map.mean, thwarting + 0.015)],
        colour: SVGPlot.colours[index % SVGPlot.colours.count])
    }
    return SVGPlot(
      title: "Privacy against utility", xTitle: "mAP at IoU 0.5", yTitle: "thwarting rate", lines: lines, xRange: 0...1,
      yRange: 0...1
    ).svg
  }
}
