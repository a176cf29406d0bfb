/// What a detected object is. A string, so that categories can be added by a manifest.
package struct Category: Sendable, Hashable, Codable, RawRepresentable, Comparable, CustomStringConvertible {
  package let rawValue: String

  package init(rawValue: String) { self.rawValue = rawValue }
  package init(_ name: String) { rawValue = name }

  package static let person = Category("person")
  package static let car = Category("car")
  package static let truck = Category("truck")
  package static let bus = Category("bus")
  package static let motorcycle = Category("motorcycle")
  package static let bicycle = Category("bicycle")
  package static let face = Category("face")
  package static let plate = Category("plate")

  package var description: String { rawValue }

  package static func < (left: Category, right: Category) -> Bool { left.rawValue < right.rawValue }

  package init(from decoder: any Decoder) throws {
    rawValue = try decoder.singleValueContainer().decode(String.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}
