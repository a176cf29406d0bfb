/// From a subject's risk and suspect flag to the mask over his face: the risk paper's image module, equations 1 to 5.
package struct RiskGrading: Sendable, Hashable {
  /// Averages that the strongest mask leaves across a face.
  package static let samples = 6

  package let steps: RiskSteps
  /// Whether masks grow with faces that are larger than ``referenceSide``.
  package let scalesWithFace: Bool

  package init(steps: RiskSteps = .paper, scalesWithFace: Bool = true) {
    self.steps = steps
    self.scalesWithFace = scalesWithFace
  }

  /// Equation 4, the suspect difficulty: 0.3 for a suspect and 0.7 for everybody else.
  static func suspectFactor(_ isSuspect: Bool) -> Double { isSuspect ? 0.3 : 0.7 }

  /// Equation 5, the de-identification: sigma = s·((k − 1)·0.5 − 1) + 0.8 with k of equation 2 and s of equation 4. The
  /// paper's parentheses do not close; this is OpenCV's rule for a kernel's deviation, whose 0.3 became s.
  static func sigma(kernelSize k: Int, isSuspect: Bool) -> Double {
    suspectFactor(isSuspect) * ((Double(k) - 1) * 0.5 - 1) + 0.8
  }

  /// The mask by the paper's values, for a face of any size.
  package func mask(risk: Double, isSuspect: Bool) -> GaussianMask {
    let k = steps.difficulty(of: risk)
    guard k > 1 else { return .none }
    return GaussianMask(kernelSize: k, sigma: Self.sigma(kernelSize: k | 1, isSuspect: isSuspect))
  }

  /// The mask of everybody of whom nothing is known: lowest risk, no suspect.
  package var strongest: GaussianMask { mask(risk: 0, isSuspect: false) }

  /// The mask of a subject, the strongest where there is none.
  package func mask(of subject: RiskSubject?) -> GaussianMask {
    guard let subject else { return strongest }
    return mask(risk: subject.risk, isSuspect: subject.isSuspect)
  }

  /// The longer side of a face, in pixels, of which the strongest mask leaves ``samples`` averages: 183 with the paper's
  /// values. The paper's fixed kernel leaves more of larger faces: 16 averages of one of 500 pixels.
  package var referenceSide: Double { Double(Self.samples) * strongest.equivalentWidth }

  /// The mask for a face of a size.
  func mask(_ mask: GaussianMask, forSide side: Int) -> GaussianMask {
    scalesWithFace ? mask.scaled(by: Double(side) / referenceSide) : mask
  }
}
