internal import Foundation

/// Bars side by side as SVG, with error bars, without anything from elsewhere.
package struct SVGBars: Sendable {
  package struct Bar: Sendable {
    package let name: String
    package let value: Double
    /// Ends of the error bar.
    package let bounds: ClosedRange<Double>?
    package let colour: String

    package init(_ name: String, _ value: Double, bounds: ClosedRange<Double>? = nil, colour: String) {
      self.name = name
      self.value = value
      self.bounds = bounds
      self.colour = colour
    }
  }

  package var title: String
  package var yTitle: String
  package var bars: [Bar]
  /// What the colours stand for.
  package var legend: [(name: String, colour: String)] = []

  package init(title: String, yTitle: String, bars: [Bar]) {
    self.title = title
    self.yTitle = yTitle
    self.bars = bars
  }

  private static let (width, height) = (640.0, 360.0)
  private static let (left, right, top, bottom) = (64.0, 16.0, 34.0, 120.0)

  /// The plot as an `svg` element; values from 0 to 1, others are cut off at the edge.
  package var svg: String {
    var parts = [
      #"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360" width="640" height="360" role="img" font-family="sans-serif" font-size="12">"#,
      "<title>\(SVGPlot.escaped(title))</title>",
      #"<rect width="640" height="360" fill="white"/>"#,
      #"<text x="320" y="20" text-anchor="middle" font-size="14">\#(SVGPlot.escaped(title))</text>"#,
      #"<text transform="translate(14 137) rotate(-90)" text-anchor="middle">\#(SVGPlot.escaped(yTitle))</text>"#,
    ]
    parts += (0...5).map { rule(Double($0) / 5) }
    parts += bars.enumerated().map { drawn($0.element, at: $0.offset) }
    parts += legend.enumerated().map { index, entry in
      let x = Self.left + Double(index) * (Self.width - Self.left) / Double(legend.count)
      return
        #"<text x="\#(text(x))" y="354" font-size="10" fill="\#(entry.colour)">\#(SVGPlot.escaped(entry.name))</text>"#
    }
    return (parts + ["</svg>"]).joined(separator: "\n")
  }

  private func rule(_ value: Double) -> String {
    let height = text(y(value))
    return #"<path d="M\#(text(Self.left)) \#(height) H\#(text(Self.width - Self.right))" stroke="lightgray"/>"#
      + #"<text x="\#(text(Self.left - 6))" y="\#(text(y(value) + 4))" text-anchor="end">\#(text(value))</text>"#
  }

  private func drawn(_ bar: Bar, at index: Int) -> String {
    let slot = (Self.width - Self.left - Self.right) / Double(max(1, bars.count))
    let centre = Self.left + (Double(index) + 0.5) * slot
    let (top, floor) = (y(bar.value), y(0))
    var parts =
      #"<rect x="\#(text(centre - 0.35 * slot))" y="\#(text(top))" width="\#(text(0.7 * slot))" height="\#(text(floor - top))" fill="\#(bar.colour)"/>"#
    if let bounds = bar.bounds {
      let (low, high) = (text(y(bounds.lowerBound)), text(y(bounds.upperBound)))
      parts += #"<path d="M\#(text(centre)) \#(low) V\#(high)" stroke="black"/>"#
    }
    guard isLabelled(index) else { return parts }
    return parts
      + #"<text transform="translate(\#(text(centre + 4)) \#(text(floor + 8))) rotate(-60)" text-anchor="end" font-size="10">\#(SVGPlot.escaped(bar.name))</text>"#
  }

  /// True for the middle one of neighbours of the same name, so that it is written once.
  private func isLabelled(_ index: Int) -> Bool {
    let before = bars[..<index].reversed().prefix { $0.name == bars[index].name }.count
    let after = bars[(index + 1)...].prefix { $0.name == bars[index].name }.count
    return before == (before + after) / 2
  }

  private func y(_ value: Double) -> Double {
    let share = value.isFinite ? min(1, max(0, value)) : 0
    return Self.height - Self.bottom - share * (Self.height - Self.top - Self.bottom)
  }

  private func text(_ value: Double) -> String { String(format: "%.1f", value) }
}
