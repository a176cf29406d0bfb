package import VeilVision

/// A category that is ready: its pair of feature extractor and generator (inspire section V-A).
package struct ReplacedCategory: Sendable {
  package let name: String
  package let classes: [Category]
  /// Rows and columns at which instances are made, ascending.
  package let sizes: [Int]
  package let extractor: any FeatureExtractor
  package let generator: any Generator

  /// Instances below so many pixels on their longer side have no outline that a network could find.
  package static let tiny = 16

  /// - Throws: ``CategoryError`` when the generator cannot make one of the sizes.
  package init(
    name: String, classes: [Category], sizes: [Int], extractor: any FeatureExtractor, generator: any Generator
  ) throws(CategoryError) {
    guard !sizes.isEmpty, sizes.allSatisfy(generator.sizes.contains) else {
      let texts = [sizes, generator.sizes].map { $0.map(String.init).joined(separator: ", ") }
      throw CategoryError(
        .mismatch,
        "category \(name) asks for instances of \(texts[0]) pixels, but its generator makes \(texts[1]); correct its sizes"
      )
    }
    self.name = name
    self.classes = classes
    self.sizes = sizes.sorted()
    self.extractor = extractor
    self.generator = generator
  }

  /// The size at which an instance is made: the smallest that loses little, else the largest.
  ///
  /// Enlarging by up to a quarter is hardly seen and saves more than half of the time.
  package func size(forSquare square: Int) -> Int { sizes.first { 5 * $0 >= 4 * square } ?? sizes.last ?? square }
}
