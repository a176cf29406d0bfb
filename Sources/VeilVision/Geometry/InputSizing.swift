/// How large a network's input is made for a picture.
package enum InputSizing: Sendable, Hashable {
  /// Always the same, in JSON `{"width": 320, "height": 240}`.
  case fixed(PictureSize)
  /// In the picture's own aspect ratio, in JSON the keys of ``AreaRule``.
  case area(AreaRule)
  /// One rule for small pictures and another for large ones, in JSON `{"limit": 1000000, "small": …, "large": …}`.
  case tiers(AreaTiers)

  /// The input's size for a picture or region of a size.
  package func size(for picture: PictureSize) -> PictureSize {
    switch self {
    case .fixed(let size): size
    case .area(let rule): rule.size(for: picture)
    case .tiers(let tiers): tiers.rule(for: picture).size(for: picture)
    }
  }

  /// What makes no sense, or nil.
  var fault: String? {
    switch self {
    case .fixed(let size):
      (1...8192).contains(size.width) && (1...8192).contains(size.height) ? nil : "an input needs sides of 1 to 8192"
    case .area(let rule): rule.fault
    case .tiers(let tiers): tiers.small.fault ?? tiers.large.fault
    }
  }
}

extension InputSizing: Codable {
  private enum CodingKeys: String, CodingKey { case maximum, limit }

  package init(from decoder: any Decoder) throws {
    let keys = try decoder.container(keyedBy: CodingKeys.self)
    if keys.contains(.limit) {
      self = .tiers(try AreaTiers(from: decoder))
    } else {
      self = keys.contains(.maximum) ? .area(try AreaRule(from: decoder)) : .fixed(try PictureSize(from: decoder))
    }
    if let fault {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: fault))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    switch self {
    case .fixed(let size): try size.encode(to: encoder)
    case .area(let rule): try rule.encode(to: encoder)
    case .tiers(let tiers): try tiers.encode(to: encoder)
    }
  }
}
