/// The methods of this build, by the names of the command line.
package enum ProtectionMethod: String, Sendable, Hashable, CaseIterable {
  /// ``BlurProtection``: the paper's BBox Blur, sealed unless an option says otherwise.
  case blur
  /// ``PixelateProtection``
  case pixelate
  /// ``SolidProtection``
  case solid
  /// ``AttributesProtection``: faces and plates only.
  case attributes
  /// ``CartoonProtection``: the whole frame.
  case cartoon
  /// ``RiskProtection``: faces by what a registry holds of them, everything else by another method.
  case risk

  /// Finds a method by its name.
  /// - Throws: ``PolicyError`` that names the choices; it says so when a method is planned but not part of this build.
  package init(named name: String) throws(PolicyError) {
    let choices = Self.allCases.map(\.rawValue).joined(separator: ", ")
    if name == "replace" {
      throw PolicyError(.unknownMethod, "method \(name) is not part of this build; the methods are \(choices)")
    }
    guard let method = ProtectionMethod(rawValue: name) else {
      throw PolicyError(.unknownMethod, "there is no method '\(name)'; the methods are \(choices)")
    }
    self = method
  }

  /// True if the method paints whole frames rather than regions.
  package var isWholeFrame: Bool { self == .cartoon }

  /// Makes the protection.
  /// - Throws: ``ProtectionError`` when an option is out of range.
  package func protection(options: MethodOptions = MethodOptions()) throws -> any Protection {
    switch self {
    case .blur:
      try BlurProtection(
        kernelSize: options.blurKernel, standardDeviation: options.blurSD, workingSize: options.blurSize,
        samples: options.blurSamples)
    case .pixelate: try PixelateProtection(cells: options.pixelateCells)
    case .solid: SolidProtection(color: options.solidColor)
    case .attributes: AttributesProtection()
    case .cartoon: try CartoonProtection(detail: options.cartoonDetail)
    case .risk:
      RiskProtection(grading: RiskGrading(steps: options.riskSteps, scalesWithFace: options.riskScales))
    }
  }
}
