import Testing
import VeilMedia
import VeilVision

@testable import VeilPrivacy

struct MaskOutlineTests {
  @Test func bodiesThatFillTheirMasksHaveThemAsOutline() throws {
    let side = 64
    var manifest = ImageModelManifest(
      name: "mask", role: .mask, licence: "Apache-2.0", files: [],
      input: .init(name: "images", range: [0, 255]), output: .init(name: "confidence", range: [0, 1]),
      sizes: [side], dilation: 2)
    let content = PixelRect(x: 0, y: 0, width: side, height: side)
    let facts = InstanceBatch.Facts(content: content, marks: [], others: [], isTiny: false)
    var seen = [Float](repeating: 0, count: side * side)
    for y in 16..<48 { for x in 16..<48 { seen[y * side + x] = 1 } }
    let grey = [Float](repeating: 0.5, count: 3 * side * side)
    manifest.outline = .mask
    let outline = MaskRules(side: side, manifest).outline(of: seen, image: grey[...], facts)
    #expect(outline.count { $0 > 0 } == 36 * 36)
    #expect(zip(seen, outline).allSatisfy { $0 <= $1 })
  }
}
