import Testing
import VeilMedia
import VeilVision

@testable import VeilPrivacy

/// Whole frames through the policy `risk`.
@Suite struct RiskPainterTests {
  /// Knows faces by where they are.
  private struct Grader: FaceGrader {
    struct Unreachable: Error {}
    var known: [PixelRect: RiskSubject] = [:]
    var isReachable = true

    func subject(of face: PixelRect, in frame: VideoFrame) throws -> RiskSubject? {
      guard isReachable else { throw Unreachable() }
      return known.first { $0.key.x == face.x }?.value
    }
  }

  private static let face = PixelRect(x: 40, y: 20, width: 48, height: 60)
  private static let stranger = PixelRect(x: 140, y: 20, width: 48, height: 60)

  private func painted(_ grader: Grader?, _ options: [String: [String]] = [:]) async throws -> (TestFrame, TestFrame) {
    let original = try TestFrame.noise("yuv420p", width: 256, height: 128)
    let settings = ["method": ["risk"], "padding": ["0"], "min-padding": ["0"]].merging(options) { $1 }
    let painter = try FramePainter(
      policy: try ProtectionPolicy([PolicyDocument(commandLine: settings)]), grader: grader)
    let boxes = [
      Self.box(1, .person, PixelRect(x: 20, y: 10, width: 90, height: 110)), Self.box(2, .face, Self.face),
      Self.box(3, .person, PixelRect(x: 120, y: 10, width: 90, height: 110)), Self.box(4, .face, Self.stranger),
    ]
    let result = try await painter.paint(original.frame, FrameDetections(stream: 0, frame: 0, pts: 0, boxes: boxes))
    return (original, TestFrame(result.frame))
  }

  private static func box(_ track: Int, _ category: VeilVision.Category, _ rect: PixelRect) -> TrackedBox {
    TrackedBox(
      trackID: track, category: category, confidence: 1,
      box: Box(x: Double(rect.x), y: Double(rect.y), width: Double(rect.width), height: Double(rect.height)),
      origin: .detected)
  }

  private func subject(_ risk: Double, _ isSuspect: Bool = false) throws -> RiskSubject {
    try RiskSubject(id: "subject", risk: risk, isSuspect: isSuspect)
  }

  /// Noise that is left in a region, as a share of the original's.
  private func detail(_ frames: (TestFrame, TestFrame), _ rect: PixelRect) throws -> Double {
    try frames.1.plane(0).cropped(to: rect).standardDeviation / frames.0.plane(0).cropped(to: rect).standardDeviation
  }

  @Test func highRiskIsSeenAndEverybodyElseIsNot() async throws {
    let frames = try await painted(Grader(known: [Self.face: try subject(95)]))
    #expect(try frames.1.plane(0).cropped(to: Self.face).samples == frames.0.plane(0).cropped(to: Self.face).samples)
    #expect(try detail(frames, Self.stranger) < 0.12)
    #expect(try detail(frames, PixelRect(x: 22, y: 90, width: 80, height: 28)) < 0.2, "the body is hidden")
  }

  @Test func gradesFollowRiskAndSuspicion() async throws {
    var details: [Double] = []
    for (risk, isSuspect) in [(10.0, false), (10, true), (60, false), (95, false)] {
      let frames = try await painted(Grader(known: [Self.face: try subject(risk, isSuspect)]))
      details.append(try detail(frames, Self.face))
    }
    #expect(details == details.sorted() && Set(details).count == 4 && details[3] == 1)
  }

  @Test func nobodyKnowsAnybodyWithoutARegistryOrWithOneThatIsAway() async throws {
    let without = try await painted(nil)
    let away = try await painted(Grader(known: [Self.face: try subject(95)], isReachable: false))
    let strange = try await painted(Grader())
    for frames in [without, away, strange] {
      #expect(try detail(frames, Self.face) < 0.12)
      #expect(try frames.1.planes().map(\.samples) == without.1.planes().map(\.samples))
    }
  }

  @Test func aStrangersFaceIsHiddenByWhatHidesHisBody() async throws {
    let frames = try await painted(nil, ["others": ["solid"]])
    #expect(try frames.1.plane(0).cropped(to: Self.stranger).standardDeviation == 0)
  }

  @Test func aHiddenZoneStaysHidden() async throws {
    let frames = try await painted(Grader(known: [Self.face: try subject(95)]), ["zone": ["60,30,20,20"]])
    let zone = PixelRect(x: 60, y: 30, width: 20, height: 20)
    #expect(try frames.1.plane(0).cropped(to: zone).standardDeviation == 0)
    #expect(try detail(frames, PixelRect(x: 40, y: 20, width: 18, height: 60)) < 0.3)
  }

  @Test func everySampleOfAStrangersFaceIsOneOfSixAveragesAnAxis() async throws {
    // Two pictures with the same averages of the blurred cells cannot be told apart: the samples are piecewise linear
    // between six values, so the second differences vanish between them.
    let original = try TestFrame.noise("gray", width: 240, height: 240)
    let result = try await original.protected(
      by: RiskProtection(), [PixelRect(x: 0, y: 0, width: 240, height: 240)], as: .face)
    let plane = try result.plane(0)
    for x in stride(from: 24, to: 56, by: 8) {
      #expect(abs(plane[x, 120] - 2 * plane[x + 2, 120] + plane[x + 4, 120]) <= 2)
    }
    #expect(plane.standardDeviation < 8)
  }
}
