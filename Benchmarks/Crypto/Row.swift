/// One line of the report: what was measured, ours, the anchor's, and what is asked for.
struct Row: Encodable {
  let name: String
  let unit: String
  let ours: Double
  let anchor: String
  let theirs: Double
  /// How many times the anchor's figure ours must be.
  let wanted: Double

  var ratio: Double { ours / theirs }
  var isReached: Bool { ratio >= wanted }

  private enum CodingKeys: String, CodingKey {
    case name, unit, ours, anchor, theirs, wanted, ratio, reached
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(unit, forKey: .unit)
    try container.encode(ours, forKey: .ours)
    try container.encode(anchor, forKey: .anchor)
    try container.encode(theirs, forKey: .theirs)
    try container.encode(wanted, forKey: .wanted)
    try container.encode(ratio, forKey: .ratio)
    try container.encode(isReached, forKey: .reached)
  }
}
