package import VeilMedia
package import VeilVision

/// The house's own detectors as a run uses them.
package struct SuiteFrameDetector: FrameDetector {
  private let suite: DetectorSuite
  private let options: DetectorOptions

  /// Chooses and checks the models that a policy needs.
  /// - Throws: ``VisionError`` naming the model that is missing or wrong.
  package init(_ options: DetectorOptions, from store: ModelStore) throws {
    suite = try DetectorSuite.load(options, from: store)
    self.options = options
  }

  package var models: [DetectionsHeader.Model] {
    suite.models.map { DetectionsHeader.Model(role: $0.role.rawValue, name: $0.name, sha256: $0.sha256) }
  }

  package var thresholds: [String: Double] {
    Dictionary(uniqueKeysWithValues: suite.thresholds.map { ($0.key.rawValue, $0.value) })
  }

  package var configuration: [String: String] {
    let wanted = options.inference.precision
    let precision = (try? InferenceRuntime.shared().resolved(wanted)) ?? wanted
    var settings = [
      "profile": suite.profile, "inference-precision": precision.rawValue,
      "faces and plates": takesTurns ? "every second look, by turns" : "every look",
    ]
    for model in suite.models { settings["caution of \(model.name)"] = model.caution }
    return settings
  }

  /// What whoever relies on these models must know: a sentence for each model that has one.
  package var cautions: [String] { suite.models.compactMap(\.caution) }

  /// Faces are looked for in even turns and plates in odd ones; people and vehicles in every turn.
  package func detect(in frame: VideoFrame, turn: Int?) async throws -> [Detection] {
    guard let turn, takesTurns else { return try await suite.detect(in: frame) }
    let skipped = turn.isMultiple(of: 2) ? Category.plate : .face
    return try await suite.detect(in: frame, for: suite.categories.subtracting([skipped]))
  }

  private var takesTurns: Bool { suite.categories.isSuperset(of: [.face, .plate]) }

  /// Hands memory that freed models have left behind back to the system.
  package static func releaseMemory() { InferenceRuntime.releaseMemory() }
}
