/// What to look for, and how hard.
package struct DetectorOptions: Sendable, Hashable {
  /// Only the models that these need are loaded.
  package var categories: Set<Category>
  /// Lowest scores that differ from the profile's.
  package var thresholds: [Category: Double]
  package var profile: DetectionProfile
  /// Models to use instead of the profile's, by role.
  package var models: [ModelRole: String]
  package var inference: InferenceOptions

  package init(
    categories: Set<Category>, thresholds: [Category: Double] = [:], profile: DetectionProfile,
    models: [ModelRole: String] = [:], inference: InferenceOptions = InferenceOptions()
  ) {
    self.categories = categories
    self.thresholds = thresholds
    self.profile = profile
    self.models = models
    self.inference = inference
  }
}
