import Testing
import VeilMedia
import VeilVision

@testable import VeilPrivacy

/// The paper's numbers, and what they do to faces.
@Suite struct RiskGradingTests {
  private let paper = RiskGrading(scalesWithFace: false)

  /// Risk, kernel size (equations 1 to 3), sigma without and with suspicion (equations 4 and 5).
  static let values: [(risk: Double, kernel: Int, sigma: Double, suspect: Double)] = [
    (0, 33, 11.3, 5.3), (49.9, 33, 11.3, 5.3), (50, 33, 11.3, 5.3), (50.1, 3, 0.8, 0.8), (70, 3, 0.8, 0.8),
    (70.1, 0, 0, 0), (90, 0, 0, 0), (90.1, 0, 0, 0), (100, 0, 0, 0),
  ]

  @Test(arguments: values) func thePapersValues(_ value: (risk: Double, kernel: Int, sigma: Double, suspect: Double)) {
    for (isSuspect, sigma) in [(false, value.sigma), (true, value.suspect)] {
      let mask = paper.mask(risk: value.risk, isSuspect: isSuspect)
      #expect(mask.kernelSize == value.kernel)
      #expect(abs(mask.sigma - sigma) < 1e-12)
    }
  }

  @Test(arguments: [-1, 101, .nan, .infinity, -0.0001, 100.0001]) func riskOutOfRange(_ risk: Double) {
    #expect(throws: ProtectionError.self) { try RiskSubject(id: "a", risk: risk, isSuspect: false) }
  }

  @Test func nobodyIsTheLowestRisk() throws {
    #expect(paper.mask(of: nil) == GaussianMask(kernelSize: 33, sigma: paper.strongest.sigma))
    #expect(paper.mask(of: try RiskSubject(id: "a", risk: 80, isSuspect: false)) == .none)
  }

  @Test func finerStepsAddUp() throws {
    let steps = try RiskSteps([
      .init(limit: 25, value: 20), .init(limit: 50, value: 10), .init(limit: 75, value: 4), .init(limit: 90, value: 0),
    ])
    let grading = RiskGrading(steps: steps, scalesWithFace: false)
    #expect(
      [0, 25, 26, 51, 76, 95].map { grading.mask(risk: $0, isSuspect: false).kernelSize } == [35, 35, 15, 5, 0, 0])
    for wrong in [[(50.0, 30), (50, 3)], [(50, -1)], [(101, 3)], [(50, 501)], [], [(50, 0)]] as [[(Double, Int)]] {
      #expect(throws: ProtectionError.self) { try RiskSteps(wrong.map { .init(limit: $0.0, value: $0.1) }) }
    }
  }

  /// At most six averages across a face of any size, where the paper's fixed kernel leaves ever more.
  @Test(arguments: [1, 40, 120, 183, 184, 300, 500, 1_000, 2_000]) func theStrongestMaskGrowsWithTheFace(_ side: Int) {
    let scaled = RiskGrading()
    let mask = scaled.mask(scaled.strongest, forSide: side)
    #expect(Double(side) / mask.equivalentWidth <= 6.01)
    #expect(mask.kernelSize >= 33 && mask.sigma >= 11.3 - 1e-9)
    let region = PixelRect(x: 0, y: 0, width: side / 2 + 1, height: side)
    let instance = Instance(trackID: 1, category: .face, confidence: 1, region: region)
    #expect(RiskProtection(grading: scaled).graded(instance, nil).effectiveSamples <= 6)
    let fixed = Double(side) / paper.mask(paper.strongest, forSide: side).equivalentWidth
    #expect(side <= 183 ? fixed <= 6.01 : fixed > 6)
  }

  @Test func theReferenceIsWhatTheDocumentSays() {
    #expect(Int(RiskGrading().referenceSide) == 183)
    #expect(Int(500 / paper.strongest.equivalentWidth) == 16)
  }
}
