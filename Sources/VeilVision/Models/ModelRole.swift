/// What a model is for. A string, so that manifests can add roles.
package struct ModelRole: Sendable, Hashable, Codable, CustomStringConvertible {
  package let rawValue: String

  package init(_ name: String) { rawValue = name }

  /// People and vehicles.
  package static let detector = ModelRole("detector")
  /// Vehicles that nobody asked for, found only to look for plates on them: may be quicker and coarser. Its plans use
  /// models of the role `detector`.
  package static let finder = ModelRole("finder")
  /// Faces.
  package static let face = ModelRole("face")
  /// Licence plates.
  package static let plate = ModelRole("plate")
  /// Says which pixels of a single-instance image are the instance.
  package static let mask = ModelRole("mask")
  /// Invents instances.
  package static let generator = ModelRole("generator")
  /// Describes a whole picture by a vector of numbers.
  package static let backbone = ModelRole("backbone")
  /// Describes a person or vehicle so that two pictures of the same one are alike: an adversary, never part of protecting.
  package static let reid = ModelRole("reid")

  package var description: String { rawValue }

  package init(from decoder: any Decoder) throws {
    rawValue = try decoder.singleValueContainer().decode(String.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }
}
