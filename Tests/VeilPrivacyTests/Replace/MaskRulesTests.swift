import Testing
import VeilMedia
import VeilVision

@testable import VeilPrivacy

@Suite struct MaskRulesTests {
  private static let rules = MaskRules(
    side: 64,
    ImageModelManifest(
      name: "made up", role: .mask, licence: "none", files: [], input: .init(name: "images", range: [0, 255]),
      output: .init(name: "confidence", range: [0, 1]), sizes: [128, 256], dilation: 3))
  private static let content = PixelRect(x: 16, y: 0, width: 32, height: 64)

  @Test func confidenceIsRoundedAndGrown() {
    let mask = mask { x, y in (24..<40).contains(x) && (10..<54).contains(y) ? 0.9 : 0.1 }
    #expect(Self.rules.dilation == 1)
    for y in 0..<64 {
      for x in 0..<64 { #expect((mask[y * 64 + x] == 1) == ((23..<41).contains(x) && (9..<55).contains(y))) }
    }
  }

  /// Unsure, hardly anything, too few pixels, or no number at all: the whole box.
  @Test(arguments: [Float(0.55), 0.2, .nan]) func aMaskThatIsNotBelievedIsTheBox(confidence: Float) {
    #expect(mask { _, _ in confidence } == whole)
  }

  @Test func aSpeckIsNotBelieved() {
    #expect(mask { x, y in x == 30 && y < 5 ? 1 : 0 } == whole)
    #expect(mask(isTiny: true) { x, _ in x < 32 ? 1 : 0 } == whole)
  }

  @Test func facesAndPlatesBelongToTheMask() {
    let face = PixelRect(x: 17, y: 1, width: 6, height: 6)
    let mask = mask(marks: [face]) { x, y in (26..<46).contains(x) && (20..<60).contains(y) ? 1 : 0 }
    #expect(mask[3 * 64 + 19] == 1 && mask[40 * 64 + 30] == 1 && mask[10 * 64 + 19] == 0)
  }

  @Test func nothingGrowsOutOfTheBox() {
    let mask = mask { x, y in (10..<60).contains(x) && y > 5 ? 1 : 0 }
    #expect(zip(mask, whole).allSatisfy { $0 <= $1 })
  }

  private var whole: [Float] { (0..<64 * 64).map { (16..<48).contains($0 % 64) ? 1 : 0 } }

  private func mask(
    marks: [PixelRect] = [], isTiny: Bool = false, _ confidence: (Int, Int) -> Float
  ) -> [Float] {
    let values = (0..<64 * 64).map { confidence($0 % 64, $0 / 64) }
    return Self.rules.mask(
      values[...], InstanceBatch.Facts(content: Self.content, marks: marks, isTiny: isTiny))
  }
}
