import Testing
import VeilMedia
import VeilTesting
import VeilVision

@testable import VeilPrivacy

/// Which photographs the registry takes.
@Suite struct FacePhotographTests {
  private static let face = PixelRect(x: 40, y: 50, width: 90, height: 110)

  private func face(_ rect: PixelRect = face, score: Double = 0.9, _ category: VeilVision.Category = .face) -> Detection
  {
    Detection(
      category: category, confidence: score,
      box: Box(x: Double(rect.x), y: Double(rect.y), width: Double(rect.width), height: Double(rect.height)))
  }

  private func photograph(_ found: [Detection], isFlat: Bool = false) async throws -> FacePhotograph {
    let folder = try TemporaryFolder()
    let frame =
      isFlat
      ? try TestFrame("gray", width: 256, height: 256) { _, _, _ in 90 } : try .noise("gray", width: 256, height: 256)
    try await StillImage.write(frame.frame, to: folder.path("person.png"), reading: []).commit()
    return try await FacePhotograph(path: folder.path("person.png")) { _ in found }
  }

  private func refusal(_ found: [Detection], isFlat: Bool = false) async throws -> String {
    do {
      _ = try await photograph(found, isFlat: isFlat)
    } catch let error as ProtectionError where error.code == .unusablePhotograph {
      return error.message
    }
    return "was taken"
  }

  @Test func oneClearFaceIsTaken() async throws {
    let weak = face(PixelRect(x: 150, y: 20, width: 80, height: 80), score: 0.2)
    let body = face(PixelRect(x: 10, y: 10, width: 200, height: 240), .person)
    #expect(try await photograph([face(), weak, body]).face == Self.face)
  }

  @Test func nobodyAndTwoPeople() async throws {
    #expect(try await refusal([]).contains("person.png shows no face"))
    #expect(try await refusal([face(score: 0.2)]).contains("no face"))
    let other = face(PixelRect(x: 150, y: 20, width: 80, height: 80), score: 0.4)
    #expect(try await refusal([face(), other]).contains("shows 2 faces"))
  }

  @Test func facesThatAreHardToSee() async throws {
    #expect(try await refusal([face(score: 0.69)]).contains("not clearly visible"))
    #expect(try await refusal([face(PixelRect(x: 40, y: 50, width: 63, height: 110))]).contains("fewer than 64"))
    #expect(try await refusal([face()], isFlat: true).contains("too flat"))
  }

  @Test func noPicture() async throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([1, 2, 3], to: "person.jpg")
    await #expect(throws: MediaError.self) { try await FacePhotograph(path: path) { _ in [] } }
  }
}
