/// The result of `veilcam evaluate detections` for one data set or film.
package struct DetectionReport: Sendable, Hashable, Codable {
  /// Name of the folder or film.
  package let name: String
  /// Format of the data set, or `film`.
  package let format: String
  package let configuration: EvaluationConfiguration
  package let figures: DetectionFigures
  /// For films with labelled tracks.
  package let exposure: [ExposureFigures]

  package init(
    name: String, format: String, configuration: EvaluationConfiguration, figures: DetectionFigures,
    exposure: [ExposureFigures] = []
  ) {
    self.name = name
    self.format = format
    self.configuration = configuration
    self.figures = figures
    self.exposure = exposure
  }
}
