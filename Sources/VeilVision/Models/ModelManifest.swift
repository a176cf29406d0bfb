internal import Foundation

/// Everything that must be known of a model to find, check and run it. Adding a model is adding such a file.
package struct ModelManifest: Sendable, Hashable, Codable {
  /// Unique, and the name that `veilcam models` takes.
  package var name: String
  package var role: ModelRole
  /// Of several models for a role, the one with the highest number that is present is used.
  package var preference: Int
  package var publisher: String
  /// The licence as its publisher names it.
  package var licence: String
  /// Address of the licence's text.
  package var licenceURL: String?
  /// Where the files come from.
  package var source: String
  package var files: [ModelFile]
  package var input: PictureInput
  package var fit: PictureFit
  /// For files that carry the sizes of their feature maps as constants.
  package var grid: GridConstants?
  package var decoder: DecoderKind
  /// What the network's class numbers mean; numbers that are not listed are ignored.
  package var classes: [String: Category]
  /// For networks that tell one person or vehicle from another: whom they were trained to tell apart. For all others
  /// they are no more than a proxy.
  package var identifies: Set<Category>?
  /// Lowest score that counts as a detection, by category.
  package var thresholds: [String: Double]
  package var suppression: NonMaximumSuppression
  /// What whoever relies on the model must know: a sentence that is said whenever the model is used.
  package var caution: String?

  package init(
    name: String, role: ModelRole, preference: Int, publisher: String, licence: String, licenceURL: String? = nil,
    source: String, files: [ModelFile], input: PictureInput, fit: PictureFit, grid: GridConstants? = nil,
    decoder: DecoderKind, classes: [String: Category], thresholds: [String: Double], suppression: NonMaximumSuppression
  ) {
    self.name = name
    self.role = role
    self.preference = preference
    self.publisher = publisher
    self.licence = licence
    self.licenceURL = licenceURL
    self.source = source
    self.files = files
    self.input = input
    self.fit = fit
    self.grid = grid
    self.decoder = decoder
    self.classes = classes
    self.thresholds = thresholds
    self.suppression = suppression
  }

  /// True if every file may be fetched from its publisher.
  package var isFetchable: Bool { files.allSatisfy { $0.url != nil } }

  /// The categories that the network can find.
  package var categories: Set<Category> { Set(classes.values) }

  /// The file with the graph.
  var graphFile: ModelFile? { files.first { !$0.isWeights } }
  /// The file with the weights, for IR models.
  var weightsFile: ModelFile? { files.first { $0.isWeights } }

  /// The network's classes that mean a category. A network that has none of its own for it answers with a coarser one
  /// of the same group: where it knows only "vehicle", that is what hides a truck.
  func classes(for category: Category, groups: [Set<Category>]) -> [Int] {
    let own = classes.filter { $0.value == category }
    let group = groups.first { $0.contains(category) } ?? []
    return (own.isEmpty ? classes.filter { group.contains($0.value) } : own).keys.compactMap { Int($0) }.sorted()
  }

  /// The lowest score that counts for a category when nothing else is asked for.
  package func threshold(for category: Category) -> Double { thresholds[category.rawValue] ?? 0.5 }
}

extension ModelManifest {
  /// Reads a list of manifests, or a single one.
  /// - Throws: ``VisionError`` with code `manifestInvalid` naming `origin` and what is wrong.
  package static func read(_ json: [UInt8], origin: String) throws -> [ModelManifest] {
    let manifests: [ModelManifest]
    do {
      let isList = json.first { !UInt8.whitespace.contains($0) } == UInt8(ascii: "[")
      let decoder = JSONDecoder()
      manifests =
        isList
        ? try decoder.decode([ModelManifest].self, from: Data(json))
        : [try decoder.decode(ModelManifest.self, from: Data(json))]
    } catch let error as DecodingError {
      throw VisionError(.manifestInvalid, "\(origin) is no model manifest: \(error.sentence)")
    }
    for manifest in manifests {
      if let fault = manifest.fault {
        throw VisionError(.manifestInvalid, "manifest of model \(manifest.name) in \(origin) is wrong: \(fault)")
      }
    }
    return manifests
  }

  /// What contradicts itself in the manifest, or nil.
  private var fault: String? {
    let isPlain = { (name: String) in !name.isEmpty && !name.contains("/") && !name.hasPrefix(".") }
    if !isPlain(name) { return "its name is not a plain file name" }
    if files.count(where: { !$0.isWeights }) != 1 || files.count > 2 {
      return "it must list one graph and at most one file of weights"
    }
    for file in files {
      if !isPlain(file.name) { return "\(file.name) is not a plain file name" }
      if file.bytes <= 0 || file.bytes > 1 << 31 { return "\(file.name) has no sensible size" }
      if file.sha256?.count != 64 && file.sha384?.count != 96 { return "\(file.name) has no SHA-256 or SHA-384" }
      if let url = file.url, !url.hasPrefix("https://") { return "\(file.name) has an address that is not https" }
    }
    if classes.isEmpty != decoder.isEmbedding || classes.keys.contains(where: { Int($0) == nil }) {
      return "its class numbers are not numbers"
    }
    if let fault = fit.sizing.fault { return fault }
    if input.mean.count % 3 != 0 || input.scale.count % 3 != 0 || input.scale.contains(0) {
      return "mean and scale need three numbers each"
    }
    return nil
  }
}

extension UInt8 {
  fileprivate static let whitespace: [UInt8] = Array(" \t\r\n".utf8)
}

extension DecodingError {
  /// One line that names the key.
  var sentence: String {
    switch self {
    case .keyNotFound(let key, _): "key \"\(key.stringValue)\" is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      "\(context.codingPath.map(\.stringValue).joined(separator: ".")): \(context.debugDescription)"
    @unknown default: "it cannot be read"
    }
  }
}
