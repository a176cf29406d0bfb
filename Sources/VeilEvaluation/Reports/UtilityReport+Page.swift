import VeilPlot

extension UtilityReport {
  /// The report as a page, with the paper's figures 9, 10 and 11; error bars are the least and the greatest film.
  package var html: String { ReportPage(title: title, lines: lines, plots: plots, sections: sections).html }

  private var plots: [String] {
    var plots = [
      bars("Counting accuracy", \.countingAccuracy), bars("mAP at IoU 0.5", \.map50),
      bars("mAP at IoU 0.5 to 0.95", \.map50To95),
    ]
    let products = best.compactMap { system in
      system.product.map { SVGBars.Bar(system.system, $0, colour: SVGPlot.colours[3]) }
    }
    if !products.isEmpty {
      plots.append(tradeOff)
      plots.append(SVGBars(title: "Best utility-privacy product", yTitle: "thwarting rate × mAP", bars: products).svg)
    }
    return plots
  }

  private func bars(_ title: String, _ value: (SystemUtility) -> SystemUtility.Spread?) -> String {
    let bars = systems.compactMap { system in
      value(system).map {
        SVGBars.Bar(system.system, $0.mean, bounds: $0.least...$0.greatest, colour: SVGPlot.colours[0])
      }
    }
    return SVGBars(title: title, yTitle: title, bars: bars).svg
  }

  /// Each system as a short line around its place: utility across, privacy up.
  private var tradeOff: String {
    let lines = best.enumerated().compactMap { index, system -> SVGPlot.Line? in
      guard let map = system.map50, let thwarting = system.thwarting else { return nil }
      return SVGPlot.Line(
        system.system, [(map.mean - 0.01, thwarting), (map.mean + 0.01, thwarting)],
        colour: SVGPlot.colours[index % SVGPlot.colours.count])
    }
    return SVGPlot(
      title: "Privacy against utility", xTitle: "mAP at IoU 0.5", yTitle: "thwarting rate", lines: lines, xRange: 0...1,
      yRange: 0...1
    ).svg
  }
}
