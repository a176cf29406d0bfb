/// Separates instances from their background and describes what is inside (inspire section V-C).
package protocol FeatureExtractor: Sendable {
  /// The models that take part, for the detections file and the report.
  var models: [DetectionsHeader.Model] { get }

  /// Masks and auxiliary features of a batch of single-instance images, of the images' side.
  /// - Throws: ``ProtectionError`` when shapes do not fit, `VisionError` when a network cannot be run.
  func extract(_ batch: InstanceBatch) async throws -> InstanceFeatures
}
