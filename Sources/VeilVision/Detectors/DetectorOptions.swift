/// What to look for, and how hard.
package struct DetectorOptions: Sendable, Hashable {
  /// Only the models that these need are loaded.
  package var categories: Set<Category>
  /// Categories whose objects are hidden as a whole: no time is spent on looking for something inside them.
  package var covered: Set<Category>
  /// Lowest scores that differ from the profile's.
  package var thresholds: [Category: Double]
  /// Detections down to this share of their threshold are reported too, 0...1; 1 reports none below. Whoever tracks them
  /// decides which of them to believe.
  package var weakShare = 1.0
  package var profile: DetectionProfile
  /// Models to use instead of the profile's, by role.
  package var models: [ModelRole: String]
  package var inference: InferenceOptions

  package init(
    categories: Set<Category>, covered: Set<Category> = [], thresholds: [Category: Double] = [:],
    profile: DetectionProfile,
    models: [ModelRole: String] = [:], inference: InferenceOptions = InferenceOptions()
  ) {
    self.categories = categories
    self.covered = covered
    self.thresholds = thresholds
    self.profile = profile
    self.models = models
    self.inference = inference
  }
}
