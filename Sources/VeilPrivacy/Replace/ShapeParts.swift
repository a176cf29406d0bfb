/// The connected parts of a shape.
enum ShapeParts {
  /// The shape without parts that have less than a share of the largest part's pixels.
  static func withoutCrumbs(_ shape: [Bool], width: Int, height: Int, leastShare: Double) -> [Bool] {
    var known = [Bool](repeating: false, count: shape.count)
    var parts: [[Int]] = []
    for start in shape.indices where shape[start] && !known[start] {
      var part = [start]
      known[start] = true
      var next = 0
      while next < part.count {
        let place = part[next]
        next += 1
        let (x, y) = (place % width, place / width)
        if x > 0 { visit(place - 1, shape, &known, &part) }
        if x + 1 < width { visit(place + 1, shape, &known, &part) }
        if y > 0 { visit(place - width, shape, &known, &part) }
        if y + 1 < height { visit(place + width, shape, &known, &part) }
      }
      parts.append(part)
    }
    let least = Int(leastShare * Double(parts.map(\.count).max() ?? 0))
    var result = [Bool](repeating: false, count: shape.count)
    for part in parts where part.count >= least {
      for place in part { result[place] = true }
    }
    return result
  }

  @inline(__always)
  private static func visit(_ place: Int, _ shape: [Bool], _ known: inout [Bool], _ part: inout [Int]) {
    guard shape[place], !known[place] else { return }
    known[place] = true
    part.append(place)
  }
}
