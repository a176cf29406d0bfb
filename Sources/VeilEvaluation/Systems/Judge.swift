package import VeilVision

/// A detector that judges what is left to be seen (inspire section VI-C): one that no system uses to hide things, or it
/// would be asked about its own work.
package struct Judge: Sendable {
  package let name: String
  package let detector: any Detector

  /// - Parameters:
  ///   - name: of a model for people and vehicles; nil takes the preferred one that is there and not used.
  ///   - used: the networks that find what is hidden.
  /// - Throws: ``EvaluationError`` of code `usage` if the judge is one of those; `VisionError` if it is missing.
  package static func load(_ name: String?, besides used: DetectorSuite, from store: ModelStore) throws -> Judge {
    let taken = Set(used.models.map(\.name))
    let free = store.manifests(for: .detector).filter { store.location(of: $0) != nil && !taken.contains($0.name) }
    guard let name = name ?? free.first?.name else {
      throw EvaluationError(
        .usage, "there is no detector to judge with beside \(taken.sorted().joined(separator: ", "))")
    }
    guard !taken.contains(name) else {
      throw EvaluationError(
        .usage,
        "\(name) finds what is hidden and cannot be its own judge; name another, for example \(free.first?.name ?? "one of your own")"
      )
    }
    let road: Set<Category> = [.person, .car, .truck, .bus]
    let thresholds = Dictionary(uniqueKeysWithValues: road.map { ($0, UtilityEvaluation.confidence) })
    let options = DetectorOptions(
      categories: road, thresholds: thresholds, profile: try DetectionProfile.named(nil), models: [.detector: name],
      inference: InferenceOptions(precision: .float32))
    return Judge(name: name, detector: try DetectorSuite.load(options, from: store))
  }
}
