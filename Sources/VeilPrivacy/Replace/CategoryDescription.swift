package import VeilVision
internal import Yams

/// What a `category.yaml` says: which objects are replaced, and with which models.
///
///     name: person
///     classes: [person]
///     extractor: veil-mask-person-1
///     feature: edges
///     generator: veil-generator-person-1
///     sizes: [128, 256]
package struct CategoryDescription: Sendable, Hashable {
  /// How messages and reports call it.
  package var name: String
  /// The categories of detections that it replaces.
  package var classes: [Category]
  /// Name of the model that masks them.
  package var extractor: String
  /// What the generator is told of the inside.
  package var feature: AuxiliaryFeature
  /// Name of the model that invents them.
  package var generator: String
  /// Rows and columns of single-instance images, ascending; small instances are made at small sizes.
  package var sizes: [Int]

  /// Name of the file in a category's folder.
  package static let fileName = "category.yaml"

  private static let keys = ["name", "classes", "extractor", "feature", "generator", "sizes"]

  /// - Parameters:
  ///   - yaml: the file's text.
  ///   - origin: what messages call it.
  /// - Throws: ``CategoryError`` naming the key.
  package init(yaml: String, origin: String) throws(CategoryError) {
    func invalid(_ fault: String) -> CategoryError { CategoryError(.invalid, "\(origin) \(fault)") }
    guard case .mapping(let mapping) = try? Yams.compose(yaml: yaml) else {
      throw invalid("is not one mapping of keys to values")
    }
    var values: [String: Node] = [:]
    for (key, value) in mapping {
      guard let key = key.string, Self.keys.contains(key) else {
        throw invalid("has a key it cannot have; the keys are \(Self.keys.joined(separator: ", "))")
      }
      values[key] = value
    }
    func text(_ key: String) throws(CategoryError) -> String {
      guard case .scalar(let scalar) = values[key], !scalar.string.isEmpty else {
        throw invalid("needs a text for \(key)")
      }
      return scalar.string
    }
    func texts(_ key: String) throws(CategoryError) -> [String] {
      guard let items = values[key]?.sequence?.compactMap(\.scalar?.string), !items.isEmpty,
        items.count == values[key]?.sequence?.count, Set(items).count == items.count
      else { throw invalid("needs a list of different values for \(key)") }
      return items
    }
    name = try text("name")
    classes = try texts("classes").map { Category($0) }
    extractor = try text("extractor")
    generator = try text("generator")
    sizes = try texts("sizes").compactMap { Int($0) }.sorted()
    guard sizes.count == values["sizes"]?.sequence?.count, sizes.allSatisfy({ (16...1024).contains($0) }) else {
      throw invalid("has sizes that are not whole numbers from 16 to 1024")
    }
    let feature = try values["feature"] == nil ? AuxiliaryFeature.edges.rawValue : text("feature")
    guard let known = AuxiliaryFeature(rawValue: feature) else {
      let choices = AuxiliaryFeature.allCases.map(\.rawValue).joined(separator: ", ")
      throw invalid("has the feature '\(feature)'; the choices are \(choices)")
    }
    self.feature = known
  }
}
