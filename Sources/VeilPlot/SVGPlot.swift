internal import Foundation

/// A plot of lines as SVG, without anything from elsewhere.
package struct SVGPlot: Sendable {
  package struct Line: Sendable {
    package let name: String
    package let points: [(x: Double, y: Double)]
    package let colour: String
    package let isDashed: Bool

    package init(_ name: String, _ points: [(x: Double, y: Double)], colour: String, isDashed: Bool = false) {
      self.name = name
      self.points = points
      self.colour = colour
      self.isDashed = isDashed
    }
  }

  /// A coloured stretch of the x axis.
  package struct Band: Sendable {
    package let range: ClosedRange<Double>
    package let colour: String

    package init(_ range: ClosedRange<Double>, colour: String) {
      self.range = range
      self.colour = colour
    }
  }

  package static let colours = ["#1b6ca8", "#c8553d", "#3a7d44", "#7b4b94", "#8a6d1d"]

  package var title: String
  package var xTitle: String
  package var yTitle: String
  package var lines: [Line]
  package var bands: [Band] = []
  package var xRange: ClosedRange<Double>
  package var yRange: ClosedRange<Double>

  package init(
    title: String, xTitle: String, yTitle: String, lines: [Line], xRange: ClosedRange<Double>? = nil,
    yRange: ClosedRange<Double>? = nil
  ) {
    self.title = title
    self.xTitle = xTitle
    self.yTitle = yTitle
    self.lines = lines
    self.xRange = xRange ?? Self.span(lines.flatMap { $0.points.map(\.x) })
    self.yRange = yRange ?? Self.span(lines.flatMap { $0.points.map(\.y) })
  }

  private static let (width, height) = (640.0, 360.0)
  private static let (left, right, top, bottom) = (64.0, 16.0, 34.0, 46.0)

  /// The plot as an `svg` element.
  package var svg: String {
    var parts = [
      #"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360" width="640" height="360" role="img" font-family="sans-serif" font-size="12">"#,
      "<title>\(Self.escaped(title))</title>",
      #"<rect width="640" height="360" fill="white"/>"#,
      #"<text x="320" y="20" text-anchor="middle" font-size="14">\#(Self.escaped(title))</text>"#,
    ]
    parts += bands.map { band in
      let (from, to) = (x(band.range.lowerBound), x(band.range.upperBound))
      return
        #"<rect x="\#(text(from))" y="\#(text(Self.top))" width="\#(text(max(1, to - from)))" height="\#(text(Self.height - Self.top - Self.bottom))" fill="\#(band.colour)" opacity="0.25"/>"#
    }
    parts += axes
    parts += lines.map(drawn)
    parts += legend
    return (parts + ["</svg>"]).joined(separator: "\n")
  }

  private var axes: [String] {
    let (bottom, end) = (Self.height - Self.bottom, Self.width - Self.right)
    var parts = [
      #"<path d="M\#(text(Self.left)) \#(text(Self.top)) V\#(text(bottom)) H\#(text(end))" fill="none" stroke="dimgray"/>"#,
      #"<text x="\#(text((Self.left + end) / 2))" y="352" text-anchor="middle">\#(Self.escaped(xTitle))</text>"#,
      #"<text transform="translate(14 \#(text((Self.top + bottom) / 2))) rotate(-90)" text-anchor="middle">\#(Self.escaped(yTitle))</text>"#,
    ]
    for step in 0...5 {
      let share = Double(step) / 5
      let xValue = xRange.lowerBound + share * (xRange.upperBound - xRange.lowerBound)
      let yValue = yRange.lowerBound + share * (yRange.upperBound - yRange.lowerBound)
      parts.append(
        #"<text x="\#(text(x(xValue)))" y="\#(text(bottom + 16))" text-anchor="middle">\#(label(xValue))</text>"#)
      parts.append(
        #"<text x="\#(text(Self.left - 6))" y="\#(text(y(yValue) + 4))" text-anchor="end">\#(label(yValue))</text>"#)
      parts.append(
        #"<path d="M\#(text(Self.left)) \#(text(y(yValue))) H\#(text(end))" stroke="lightgray" fill="none"/>"#)
    }
    return parts
  }

  private func drawn(_ line: Line) -> String {
    let path = line.points.enumerated().map { index, point in
      "\(index == 0 ? "M" : "L")\(text(x(point.x))) \(text(y(point.y)))"
    }.joined(separator: " ")
    let dash = line.isDashed ? #" stroke-dasharray="5 4""# : ""
    return #"<path d="\#(path)" fill="none" stroke="\#(line.colour)" stroke-width="2"\#(dash)/>"#
  }

  private var legend: [String] {
    lines.filter { !$0.name.isEmpty }.enumerated().map { index, line in
      let y = Self.top + 12 + Double(index) * 16
      return
        #"<text x="\#(text(Self.width - Self.right - 4))" y="\#(text(y))" text-anchor="end" fill="\#(line.colour)">\#(Self.escaped(line.name))</text>"#
    }
  }

  private func x(_ value: Double) -> Double {
    Self.left + share(value, xRange) * (Self.width - Self.left - Self.right)
  }

  private func y(_ value: Double) -> Double {
    Self.height - Self.bottom - share(value, yRange) * (Self.height - Self.top - Self.bottom)
  }

  private func share(_ value: Double, _ range: ClosedRange<Double>) -> Double {
    let length = range.upperBound - range.lowerBound
    return length > 0 ? min(1, max(0, (value - range.lowerBound) / length)) : 0
  }

  private static func span(_ values: [Double]) -> ClosedRange<Double> {
    let finite = values.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return 0...1 }
    return high > low ? low...high : low...low + 1
  }

  private func text(_ value: Double) -> String { String(format: "%.1f", value) }
  private func label(_ value: Double) -> String { String(format: "%.3g", value) }

  package static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}
