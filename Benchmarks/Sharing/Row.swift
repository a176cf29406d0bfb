/// One figure: what was measured, and what it must be.
struct Row: Encodable {
  enum Wanted {
    case atLeast(Double)
    case below(Double)
  }

  let name: String
  let value: Double
  let unit: String
  /// Nil where the figure is told for comparison only.
  let wanted: Wanted?
  /// What the same bytes reach through a plain socket in this run, in the same unit.
  let bound: Double?

  init(_ name: String, _ value: Double, _ unit: String, wanted: Wanted? = nil, bound: Double? = nil) {
    self.name = name
    self.value = value
    self.unit = unit
    self.wanted = wanted
    self.bound = bound
  }

  var isReached: Bool? {
    switch wanted {
    case .atLeast(let limit): value >= limit
    case .below(let limit): value < limit
    case nil: nil
    }
  }

  private enum CodingKeys: String, CodingKey { case name, value, unit, atLeast, below, bound, reached }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(value, forKey: .value)
    try container.encode(unit, forKey: .unit)
    switch wanted {
    case .atLeast(let limit): try container.encode(limit, forKey: .atLeast)
    case .below(let limit): try container.encode(limit, forKey: .below)
    case nil: break
    }
    try container.encodeIfPresent(bound, forKey: .bound)
    try container.encodeIfPresent(isReached, forKey: .reached)
  }
}
