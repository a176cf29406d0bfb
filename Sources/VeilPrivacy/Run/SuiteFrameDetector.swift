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
    ["profile": suite.profile, "inference-precision": options.inference.precision.rawValue]
  }

  package func detect(in frame: VideoFrame) async throws -> [Detection] { try await suite.detect(in: frame) }
}
