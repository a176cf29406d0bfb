import Testing
import VeilMedia
import VeilTesting

@testable import VeilPrivacy

@Suite struct QuarterTurnTests {
  @Test func aQuarterBringsTheTopToTheRight() {
    let turn = QuarterTurn([1, 2, 3, 4, 5, 6], width: 3, height: 2)
    #expect(turn.turned(1) == [4, 1, 5, 2, 6, 3])
    #expect(turn.turned(2) == [6, 5, 4, 3, 2, 1])
    #expect(turn.turned(3) == [3, 6, 2, 5, 1, 4])
    #expect(turn.turned(4) == [1, 2, 3, 4, 5, 6])
    #expect(
      CutSides.top.turned(quarters: 1) == .right && CutSides([.left, .top]).turned(quarters: 3) == [.bottom, .left])
  }

  /// Turned as the whole frame is turned for the detectors, box, marks and all; and restored to where it was.
  @Test(arguments: [1, 2, 3]) func instancesAreCroppedUpright(turns: Int) throws {
    let frame = try TestFrame.noise("gbrp", width: 40, height: 30).frame
    let upright = try FrameRotator(degreesClockwise: 90 * turns).upright(frame)
    let region = PixelRect(x: 5, y: 3, width: 21, height: 12)
    let crop = try InstanceCrop(region: region, side: 16, quarterTurns: turns)
    let place = try #require(
      (0..<upright.format.height).lazy.flatMap { y in (0..<upright.format.width).map { ($0, y) } }.first { x, y in
        let back = FrameRotator(degreesClockwise: 90 * turns).coded(
          x: Double(x), y: Double(y), width: Double(crop.width), height: Double(crop.height), codedWidth: 40,
          codedHeight: 30)
        return Int(back.x) == region.x && Int(back.y) == region.y
      })
    let turned = PixelRect(x: place.0, y: place.1, width: crop.width, height: crop.height)
    let expected = try InstanceCrop(region: turned, side: 16).image(of: FrameReader(upright).levels(of: turned))
    #expect(try crop.image(of: FrameReader(frame).levels(of: region)) == expected)
    let mark = PixelRect(x: 7, y: 4, width: 6, height: 3)
    let shifted = QuarterTurn(
      (0..<21 * 12).map { index in
        let (x, y) = (index % 21 + 5, index / 21 + 3)
        return x >= mark.x && x < mark.x + mark.width && y >= mark.y && y < mark.y + mark.height
      }, width: 21, height: 12
    ).turned(turns)
    let whole = try InstanceCrop(region: region, side: 21, quarterTurns: turns)
    let placed = try #require(whole.placed(mark))
    for index in shifted.indices where shifted[index] {
      let (x, y) = (index % crop.width + whole.left, index / crop.width + whole.top)
      #expect(x >= placed.x && x < placed.x + placed.width && y >= placed.y && y < placed.y + placed.height)
    }
    #expect(placed.area == mark.area)
    let image = try whole.image(of: FrameReader(frame).levels(of: region))
    let restored = try whole.restore(
      FloatPicture(width: 21, height: 21, channels: 3, values: image.levels.map(Float.init)))
    #expect(restored.values == (try FrameReader(frame).levels(of: region)).levels.map(Float.init))
  }
}
