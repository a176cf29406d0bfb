import Testing
import VeilMedia
import VeilPrivacy

@testable import VeilEvaluation

@Suite struct MaskScoreTests {
  @Test func overlapByHand() throws {
    let label = [true, true, true, true, false, false, false, false]
    let mask = [false, true, true, true, true, true, true, false]
    let overlap = try #require(MaskOverlap(label: label, mask: mask))
    #expect(overlap.coverage == 0.75)
    #expect(overlap.area == 1.5)
    #expect(overlap.iou == 3.0 / 7)
    #expect(MaskOverlap(label: [false, false], mask: [true, true]) == nil)
  }

  /// A box of 4×4 that is made at its own size: nothing is scaled, so every figure can be counted.
  @Test func aScoreByHand() throws {
    let crop = try InstanceCrop(region: PixelRect(x: 2, y: 1, width: 4, height: 4), side: 4)
    let label = LabelledInstance(
      group: .person, box: PixelRect(x: 3, y: 1, width: 2, height: 4), pixels: [Bool](repeating: true, count: 8))
    func columns(_ range: Range<Int>) -> [Float] { (0..<16).map { range.contains($0 % 4) ? 1 : 0 } }
    let found = FoundMask(hidden: columns(0..<2), seen: columns(1..<2), outline: columns(1..<3), isWholeBox: false)
    let score = try #require(try MaskScore(label, crop: crop, found: found))
    #expect(score.hidden.coverage == 0.5 && score.hidden.area == 1)
    #expect(score.painted == score.hidden)
    #expect(score.seen.iou == 0.5)
    #expect(score.outline.iou == 1)
    #expect(score.box.coverage == 1 && score.box.area == 2)
    #expect(!score.isWholeBox)
  }

  /// A pixel of the picture of which the mask covers any part is hidden.
  @Test func paintedPixelsRoundUp() throws {
    let crop = try InstanceCrop(region: PixelRect(x: 0, y: 0, width: 4, height: 4), side: 8)
    let label = LabelledInstance(
      group: .person, box: PixelRect(x: 0, y: 0, width: 2, height: 4), pixels: [Bool](repeating: true, count: 8))
    let hidden = (0..<64).map { $0 % 8 < 3 ? 1 : 0 as Float }
    let found = FoundMask(hidden: hidden, seen: hidden, outline: hidden, isWholeBox: false)
    let score = try #require(try MaskScore(label, crop: crop, found: found))
    #expect(score.hidden.coverage == 0.75)
    #expect(score.painted.coverage == 1)
    #expect(score.painted.area == 1)
  }

  @Test func meansAndTheWorstTwentieth() throws {
    let crop = try InstanceCrop(region: PixelRect(x: 0, y: 0, width: 10, height: 2), side: 10)
    let label = LabelledInstance(
      group: .vehicle, box: PixelRect(x: 0, y: 0, width: 10, height: 2), pixels: [Bool](repeating: true, count: 20))
    var tally = MaskTally()
    // Coverage 1, 0.5 and 0.
    for hiddenColumns in [10, 5, 0] {
      let hidden = (0..<100).map { $0 % 10 < hiddenColumns ? 1 : 0 as Float }
      let found = FoundMask(hidden: hidden, seen: hidden, outline: hidden, isWholeBox: hiddenColumns == 10)
      tally.add([try #require(try MaskScore(label, crop: crop, found: found))], weights: [1])
    }
    let figures = try #require(tally.figures(.vehicle, .measured))
    #expect(figures.instances == 3)
    #expect(figures.coverage.isNear(0.5))
    // A tenth of the way from the least to the next.
    #expect(abs(figures.coverageLowestTwentieth - 0.05) < 1e-12)
    #expect(figures.wholeBox.isNear(1.0 / 3))
    #expect(MaskTally().figures(.vehicle, .measured) == nil)
  }
}
