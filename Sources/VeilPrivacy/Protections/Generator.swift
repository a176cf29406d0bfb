/// Makes instances that do not exist, of one category, in the place of real ones (inspire section V-D).
///
/// Masks, auxiliary features and random latents go in; images of invented instances come out. The original is not
/// among what it gets, and what is random comes from the latents alone: equal inputs give equal images.
package protocol Generator: Sendable {
  /// Rows and columns of the images that it can make, ascending.
  var sizes: [Int] { get }
  /// Random numbers per instance, standard normal.
  var latentCount: Int { get }
  /// The models that take part, for the detections file and the report.
  var models: [DetectionsHeader.Model] { get }

  /// Invents as many instances as there are masks.
  /// - Parameters:
  ///   - features: of single-instance images of one of ``sizes``.
  ///   - latents: `count × latentCount` numbers from a cryptographically secure source.
  /// - Returns: red, green and blue, 0...1, of the features' side.
  /// - Throws: ``ProtectionError`` when shapes do not fit, `VisionError` when a network cannot be run.
  func synthesise(_ features: InstanceFeatures, latents: [Float]) async throws -> InstanceImages
}
