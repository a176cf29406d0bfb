import Testing
import VeilMedia
import VeilVision

@testable import VeilPrivacy

/// One picture at all grades.
@Suite struct GradeSheetTests {
  private static let face = Box(x: 60, y: 40, width: 40, height: 52)

  private func sheet(_ format: String = "yuv420p", scales: Bool = false, faces: [Box] = [Self.face]) throws -> (
    TestFrame, GradeSheet
  ) {
    let picture = try TestFrame.noise(format, width: 256, height: 160)
    return (picture, try GradeSheet(picture.frame, faces: faces, scalesWithFace: scales))
  }

  @Test func thePapersGradesAreFour() async throws {
    let (_, sheet) = try sheet()
    let grades = try await sheet.grades()
    #expect(
      grades.map(\.who) == [
        ["nobody known", "risk to 50, no suspect"], ["risk to 50, suspect"], ["risk to 70"],
        ["risk to 90", "risk above 90"],
      ])
    #expect(grades.map(\.masks) == [[(33, 11.3)], [(33, 5.3)], [(3, 0.8)], [(0, 0)]].map { $0.map(Self.mask) })
    #expect(grades.allSatisfy { !$0.isSealed })
  }

  private static func mask(_ kernel: Int, _ sigma: Double) -> GaussianMask {
    GaussianMask(kernelSize: kernel, sigma: sigma)
  }

  /// The sheet shows what a film would show: the same samples, and nothing outside of the face changes.
  @Test(arguments: ["yuv420p", "gray", "gbrp", "yuv422p10le"], [false, true])
  func gradesAreWhatFilmsAreMaskedWith(_ format: String, _ scales: Bool) async throws {
    let (picture, sheet) = try sheet(format, scales: scales)
    let grades = try await sheet.grades()
    let protection = RiskProtection(grading: RiskGrading(scalesWithFace: scales))
    let subjects = [nil, (0.0, true), (60, false), (95, false)]
    for (grade, known) in zip(grades, subjects) {
      let subject = try known.map { try RiskSubject(id: "a", risk: $0.0, isSuspect: $0.1) }
      var canvas = try FrameCanvas(copying: picture.frame)
      let instance = Instance(trackID: 1, category: .face, confidence: 1, region: sheet.faces[0])
      let graded = protection.graded(instance, subject)
      try protection.paint([graded], onto: &canvas, from: picture.frame)
      #expect(
        try TestFrame(grade.frame).planes().map(\.samples) == TestFrame(try canvas.finish()).planes().map(\.samples))
      #expect(grade.masks == [graded.mask] && grade.isSealed == graded.isSealed)
    }
    #expect(try TestFrame(grades[3].frame).planes().map(\.samples) == picture.planes().map(\.samples))
    #expect(try TestFrame(grades[0].frame).planes().map(\.samples) != picture.planes().map(\.samples))
  }

  @Test(arguments: TestFrame.formats)
  func thePortraitIsCutOutAsItIs(_ format: String) throws {
    let (picture, sheet) = try sheet(format)
    let face = sheet.faces[0]
    let wide = PixelRect(
      x: face.x - face.width / 2, y: face.y - face.height / 2, width: face.width / 2 * 2 + face.width,
      height: face.height / 2 * 2 + face.height)
    let part = try #require(picture.frame.format.grownToChromaGrid(wide))
    let portrait = TestFrame(try sheet.portrait(of: picture.frame))
    for (index, plane) in try picture.planes().enumerated() {
      let samples = picture.frame.format.samples(of: part, inPlane: index)
      #expect(try portrait.plane(index).samples == plane.cropped(to: samples).samples)
    }
  }

  @Test func noFaceIsAnError() throws {
    for faces in [[], [Box(x: 900, y: 900, width: 10, height: 10)]] {
      #expect(throws: ProtectionError.self) { try sheet(faces: faces) }
    }
  }
}
