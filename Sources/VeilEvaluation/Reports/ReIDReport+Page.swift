import VeilPlot

extension ReIDReport {
  /// The report as a page, with the paper's figures 6 and 7.
  package var html: String {
    ReportPage(title: title, lines: configuration, plots: plots, sections: sections).html
  }

  /// Thwarting rates by group and adversary, error bars over identities.
  private var plots: [String] {
    results.adversaries.compactMap { facts in
      let rows = results.rows.filter {
        $0.group == facts.group && $0.adversary == facts.name && $0.attack == .plain
      }
      let bars = rows.compactMap { row in
        row.thwarting.value.map { value in
          SVGBars.Bar(row.system, value, bounds: row.thwarting.bounds, colour: SVGPlot.colours[0])
        }
      }
      let proxy = facts.training == .proxy ? " (proxy)" : ""
      return bars.isEmpty
        ? nil
        : SVGBars(
          title: "\(facts.group.title), \(facts.name)\(proxy)", yTitle: "image-wise thwarting rate", bars: bars
        ).svg
    }
  }
}

extension Figure {
  /// The interval, nil without one.
  fileprivate var bounds: ClosedRange<Double>? {
    guard let low, let high, low <= high else { return nil }
    return low...high
  }
}
