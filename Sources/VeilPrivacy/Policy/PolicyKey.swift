/// The settings of a policy. Names are the same in a file and, with two dashes, on the command line.
package enum PolicyKey: String, Sendable, CaseIterable {
  case method
  case categories
  case categoryMethod = "category-method"
  case confidence
  case categoryConfidence = "category-confidence"
  case padding
  case minPadding = "min-padding"
  case categoryPadding = "category-padding"
  case extend
  case zone
  case zoneMethod = "zone-method"
  case keepTrack = "keep-track"
  case location
  case audio
  case blurKernel = "blur-kernel"
  case blurSD = "blur-sd"
  case blurSize = "blur-size"
  case blurSamples = "blur-samples"
  case pixelateCells = "pixelate-cells"
  case solidColor = "solid-color"
  case cartoonDetail = "cartoon-detail"
  case identity
  case edgeKernel = "edge-kernel"
  case edgeSD = "edge-sd"
  case feature
  case cover
  case inventConfidence = "invent-confidence"
  case seed
  case others
  case riskSteps = "risk-steps"
  case scaleWithFace = "scale-with-face"

  /// The method that an option belongs to, nil for what is not an option of a method.
  package var owner: ProtectionMethod? {
    switch self {
    case .blurKernel, .blurSD, .blurSize, .blurSamples: .blur
    case .pixelateCells: .pixelate
    case .solidColor: .solid
    case .cartoonDetail: .cartoon
    case .identity, .edgeKernel, .edgeSD, .feature, .cover, .inventConfidence, .seed: .replace
    case .others, .riskSteps, .scaleWithFace: .risk
    default: nil
    }
  }
}
