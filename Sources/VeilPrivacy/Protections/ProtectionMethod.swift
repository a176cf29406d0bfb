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
  /// ``ReplaceProtection``: the paper's INSPIRE.
  case replace
  /// ``RiskProtection``: faces by what a registry holds of them, everything else by another method.
  case risk

  /// Finds a method by its name.
  /// - Throws: ``PolicyError`` that names the choices.
  package init(named name: String) throws(PolicyError) {
    let choices = Self.allCases.map(\.rawValue).joined(separator: ", ")
    guard let method = ProtectionMethod(rawValue: name) else {
      throw PolicyError(.unknownMethod, "there is no method '\(name)'; the methods are \(choices)")
    }
    self = method
  }

  /// True if the method paints whole frames rather than regions.
  package var isWholeFrame: Bool { self == .cartoon }

  /// Makes the protection.
  /// - Parameters:
  ///   - options: of all methods.
  ///   - suite: what ``replace`` works with.
  ///   - timings: told how long the stages of ``replace`` take.
  /// - Throws: ``ProtectionError`` when an option is out of range, or ``replace`` is given nothing to work with.
  package func protection(
    options: MethodOptions = MethodOptions(), suite: CategorySuite? = nil, timings: StageTimings? = nil
  ) throws -> any Protection {
    switch self {
    case .blur:
      try BlurProtection(
        kernelSize: options.blurKernel, standardDeviation: options.blurSD, workingSize: options.blurSize,
        samples: options.blurSamples)
    case .pixelate: try PixelateProtection(cells: options.pixelateCells)
    case .solid: SolidProtection(color: options.solidColor)
    case .attributes: AttributesProtection()
    case .cartoon: try CartoonProtection(detail: options.cartoonDetail)
    case .replace: try replacing(options, suite, timings)
    case .risk:
      RiskProtection(grading: RiskGrading(steps: options.riskSteps, scalesWithFace: options.riskScales))
    }
  }

  private func replacing(
    _ options: MethodOptions, _ suite: CategorySuite?, _ timings: StageTimings?
  ) throws -> any Protection {
    guard let suite else { throw ProtectionError(.notReady, "method replace was given no categories to replace") }
    return try ReplaceProtection(suite, options: options.replace, timings: timings)
  }
}
