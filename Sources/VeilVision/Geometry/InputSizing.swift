/// How large a network's input is made for a picture.
package enum InputSizing: Sendable, Hashable {
  /// Always the same.
  case fixed(PictureSize)
  /// About so many pixels in the picture's own aspect ratio, each side a multiple of `multiple`, and the picture
  /// enlarged by at most `maximumScale`.
  case area(pixels: Int, multiple: Int, maximumScale: Double)
  /// The picture scaled by a factor, each side rounded up to a multiple.
  case scale(Double, multiple: Int)

  /// The input's size for a picture or region of a size.
  package func size(for picture: PictureSize) -> PictureSize {
    switch self {
    case .fixed(let size): return size
    case .area(let pixels, let multiple, let maximumScale):
      let area = Double(max(1, picture.width)) * Double(max(1, picture.height))
      let scale = min((Double(pixels) / area).squareRoot(), maximumScale)
      return PictureSize(
        width: Self.nearest(Double(picture.width) * scale, multiple),
        height: Self.nearest(Double(picture.height) * scale, multiple))
    case .scale(let scale, let multiple):
      return PictureSize(
        width: Self.above(Double(picture.width) * scale, multiple),
        height: Self.above(Double(picture.height) * scale, multiple))
    }
  }

  /// Sides are kept below this, far above what a network of ours can digest, so that arithmetic on them cannot overflow.
  private static let largestSide = 16384.0

  private static func nearest(_ length: Double, _ multiple: Int) -> Int {
    max(multiple, Int((min(length, largestSide) / Double(multiple)).rounded(.toNearestOrEven)) * multiple)
  }

  private static func above(_ length: Double, _ multiple: Int) -> Int {
    max(multiple, Int((min(length, largestSide) / Double(multiple)).rounded(.up)) * multiple)
  }
}

extension InputSizing: Codable {
  private enum CodingKeys: String, CodingKey {
    case rule, width, height, pixels, multiple, maximumScale, scale
  }

  private enum Rule: String, Codable {
    case fixed, area, scale
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    func positive<Number: Comparable & Numeric & Decodable>(_ key: CodingKeys, default standard: Number?) throws
      -> Number
    {
      guard let number = try values.decodeIfPresent(Number.self, forKey: key) ?? standard, number > .zero else {
        throw DecodingError.dataCorruptedError(
          forKey: key, in: values, debugDescription: "\(key.stringValue) must be a positive number")
      }
      return number
    }
    switch try values.decode(Rule.self, forKey: .rule) {
    case .fixed:
      self = .fixed(
        PictureSize(width: try positive(.width, default: nil), height: try positive(.height, default: nil)))
    case .area:
      self = .area(
        pixels: try positive(.pixels, default: nil), multiple: try positive(.multiple, default: 32),
        maximumScale: try positive(.maximumScale, default: .greatestFiniteMagnitude))
    case .scale:
      self = .scale(try positive(.scale, default: nil), multiple: try positive(.multiple, default: 32))
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .fixed(let size):
      try values.encode(Rule.fixed, forKey: .rule)
      try values.encode(size.width, forKey: .width)
      try values.encode(size.height, forKey: .height)
    case .area(let pixels, let multiple, let maximumScale):
      try values.encode(Rule.area, forKey: .rule)
      try values.encode(pixels, forKey: .pixels)
      try values.encode(multiple, forKey: .multiple)
      try values.encode(maximumScale, forKey: .maximumScale)
    case .scale(let scale, let multiple):
      try values.encode(Rule.scale, forKey: .rule)
      try values.encode(scale, forKey: .scale)
      try values.encode(multiple, forKey: .multiple)
    }
  }
}
