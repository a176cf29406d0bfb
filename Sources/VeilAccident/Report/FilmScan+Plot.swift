package import VeilPlot

extension FilmScan {
  /// The three probabilities over time, with incidents marked.
  package var plot: SVGPlot {
    func line(_ name: String, _ index: Int, _ value: (SecondScore) -> Double?) -> SVGPlot.Line {
      SVGPlot.Line(
        name, seconds.compactMap { score in value(score).map { (score.second, $0) } },
        colour: SVGPlot.colours[index])
    }
    var lines = [line("image", 0, \.image)]
    if hasSound { lines.append(line("sound", 1, \.sound)) }
    lines.append(line("fused", 2, \.smoothed))
    let end = max(1, (seconds.last?.second ?? 0) + interval)
    lines.append(SVGPlot.Line("", [(0, threshold), (end, threshold)], colour: "#999", isDashed: true))
    var plot = SVGPlot(
      title: "Probability of an accident: \(film)", xTitle: "seconds", yTitle: "probability", lines: lines,
      xRange: 0...end, yRange: 0...1)
    plot.bands = incidents.map { SVGPlot.Band($0.start...max($0.start, $0.end), colour: SVGPlot.colours[1]) }
    return plot
  }
}
