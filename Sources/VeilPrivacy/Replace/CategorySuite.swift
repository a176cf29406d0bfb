package import VeilVision

/// The categories that a run replaces, each read and checked once.
package struct CategorySuite: Sendable {
  /// Those that go first in front.
  package let categories: [ReplacedCategory]

  package init(_ categories: [ReplacedCategory]) { self.categories = categories }

  /// Finds, reads and checks what a policy needs. Networks are compiled when they are needed.
  /// - Throws: ``CategoryError`` naming the class that no category replaces, `VisionError` naming the model that is
  ///   missing or wrong, ``ProtectionError`` when an option is out of range.
  package static func load(
    for policy: ProtectionPolicy, from store: ModelStore, inference: InferenceOptions = InferenceOptions()
  ) throws -> CategorySuite {
    let wanted = policy.replacedCategories
    let known = try CategoryDescription.all(in: store)
    let options = policy.options.replace
    let filter = try EdgeFilter(kernelSize: options.edgeKernel, standardDeviation: options.edgeSD)
    var chosen: [CategoryDescription] = []
    for category in wanted.sorted() {
      guard let description = known.first(where: { $0.classes.contains(category) }) else {
        throw CategoryError(
          .missing,
          "nothing replaces objects of category \(category); put a folder with category.yaml into the models folder, or give it another method by category-method"
        )
      }
      if !chosen.contains(description) { chosen.append(description) }
    }
    return CategorySuite(
      try chosen.map { description in
        let mask = try MaskNetwork(
          model(description.extractor, .mask, of: description, in: store), options: inference)
        return try ReplacedCategory(
          name: description.name, classes: description.classes.filter(wanted.contains), sizes: description.sizes,
          extractor: MaskExtractor(mask, feature: options.feature ?? description.feature, filter: filter),
          generator: NetworkGenerator(
            model(description.generator, .generator, of: description, in: store), options: inference))
      })
  }

  private static func model(
    _ name: String, _ role: ModelRole, of category: CategoryDescription, in store: ModelStore
  ) throws -> ImageModel {
    do {
      return try ImageModel(named: name, role: role, in: store)
    } catch let error as VisionError where error.code == .unknownModel {
      throw CategoryError(
        .missing,
        "category \(category.name) needs the \(role) \(name): \(error.message)")
    }
  }

  /// The category that replaces a class.
  func category(for category: Category) -> ReplacedCategory? {
    categories.first { $0.classes.contains(category) }
  }

  /// The models that take part, for the detections file and the report.
  package var models: [DetectionsHeader.Model] {
    categories.flatMap { $0.extractor.models + $0.generator.models }.reduce(into: []) { models, model in
      if !models.contains(model) { models.append(model) }
    }
  }

  /// Which generator makes what, for the report.
  package var summary: [String: String] {
    Dictionary(
      categories.map { category in
        let models = category.generator.models.map(\.name).joined(separator: ", ")
        let classes = category.classes.map(\.rawValue).joined(separator: ", ")
        return ("generator.\(category.name)", "\(models) for \(classes)")
      }, uniquingKeysWith: { first, _ in first })
  }
}
