/// How large a network's input is made for a picture.
package enum InputSizing: Sendable, Hashable {
  /// Always the same, in JSON `{"width": 320, "height": 240}`.
  case fixed(PictureSize)
  /// In the picture's own aspect ratio, in JSON the keys of ``AreaRule``.
  case area(AreaRule)

  /// The input's size for a picture or region of a size.
  package func size(for picture: PictureSize) -> PictureSize {
    switch self {
    case .fixed(let size): size
    case .area(let rule): rule.size(for: picture)
    }
  }

  /// What makes no sense, or nil.
  var fault: String? {
    switch self {
    case .fixed(let size):
      (1...8192).contains(size.width) && (1...8192).contains(size.height) ? nil : "an input needs sides of 1 to 8192"
    case .area(let rule): rule.fault
    }
  }
}

extension InputSizing: Codable {
  private enum CodingKeys: String, CodingKey { case maximum }

  package init(from decoder: any Decoder) throws {
    let isArea = try decoder.container(keyedBy: CodingKeys.self).contains(.maximum)
    self = isArea ? .area(try AreaRule(from: decoder)) : .fixed(try PictureSize(from: decoder))
    if let fault {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: fault))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    switch self {
    case .fixed(let size): try size.encode(to: encoder)
    case .area(let rule): try rule.encode(to: encoder)
    }
  }
}
