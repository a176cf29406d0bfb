/// The connected parts of a shape.
enum ShapeParts {
  /// The shape without parts that have less than a share of the largest part's pixels.
  static func withoutCrumbs(_ shape: [Bool], width: Int, height: Int, leastShare: Double) -> [Bool] {
    let parts = PixelParts(width: width, height: height, neighbourhood: .edges).parts(of: shape)
    let least = Int(leastShare * Double(parts.map(\.count).max() ?? 0))
    var result = [Bool](repeating: false, count: shape.count)
    for part in parts where part.count >= least {
      for place in part { result[place] = true }
    }
    return result
  }
}
