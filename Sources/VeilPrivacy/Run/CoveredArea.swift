import VeilMedia

/// The area that rectangles cover together, counted once where they overlap.
enum CoveredArea {
  /// Share of a picture, 0...1; the rectangles lie inside it.
  ///
  /// A sweep over the distinct edges: exact, and quadratic only in the number of rectangles.
  static func share(of rectangles: [PixelRect], width: Int, height: Int) -> Double {
    guard !rectangles.isEmpty, width > 0, height > 0 else { return 0 }
    let columns = Set(rectangles.flatMap { [$0.x, $0.x + $0.width] }).sorted()
    var area = 0
    for (left, right) in zip(columns, columns.dropFirst()) {
      let spans = rectangles.filter { $0.x <= left && $0.x + $0.width >= right }.sorted { $0.y < $1.y }
      area += (right - left) * length(of: spans)
    }
    return Double(area) / (Double(width) * Double(height))
  }

  /// Rows that at least one rectangle covers; sorted by their first row.
  private static func length(of spans: [PixelRect]) -> Int {
    var end = Int.min
    var sum = 0
    for span in spans where span.y + span.height > end {
      sum += span.y + span.height - max(end, span.y)
      end = span.y + span.height
    }
    return sum
  }
}
