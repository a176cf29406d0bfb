import Foundation
import Testing
import VeilMedia
import VeilVision

@Suite struct LetterboxTests {
  static let regions = [
    PixelRect(x: 0, y: 0, width: 1280, height: 720), PixelRect(x: 0, y: 0, width: 375, height: 1242),
    PixelRect(x: 64, y: 32, width: 101, height: 77), PixelRect(x: 2, y: 4, width: 3, height: 2000),
  ]
  static let inputs = [
    PictureSize(width: 832, height: 480), PictureSize(width: 320, height: 240), PictureSize(width: 32, height: 640),
  ]

  private static func letterboxes(_ region: PixelRect, _ input: PictureSize) -> [Letterbox] {
    [
      Letterbox(stretching: region, to: input), Letterbox(fitting: region, into: input),
      Letterbox(fitting: region, into: input, centred: true),
    ]
  }

  @Test(arguments: regions, inputs)
  func cornersOfTheRegionAreCornersOfTheContent(region: PixelRect, input: PictureSize) {
    for letterbox in Self.letterboxes(region, input) {
      let whole = Box(
        x: Double(region.x), y: Double(region.y), width: Double(region.width), height: Double(region.height))
      let content = letterbox.content
      #expect(
        letterbox.toInput(whole).isClose(
          to: Box(
            x: Double(content.x), y: Double(content.y), width: Double(content.width), height: Double(content.height))))
      #expect(content.x >= 0 && content.y >= 0)
      #expect(content.x + content.width <= input.width && content.y + content.height <= input.height)
    }
  }

  @Test(arguments: regions, inputs)
  func thereAndBackIsTheSame(region: PixelRect, input: PictureSize) {
    let box = Box(x: Double(region.x) + 3.25, y: Double(region.y) - 7.5, width: 41.125, height: 0.375)
    for letterbox in Self.letterboxes(region, input) {
      #expect(letterbox.toPicture(letterbox.toInput(box)).isClose(to: box))
      #expect(letterbox.toInput(letterbox.toPicture(box)).isClose(to: box))
    }
  }

  @Test func fittingKeepsTheAspectRatioUpToAPixel() {
    let letterbox = Letterbox(fitting: PixelRect(x: 0, y: 0, width: 1280, height: 720), into: Self.inputs[0])
    #expect(letterbox.content == PixelRect(x: 0, y: 0, width: 832, height: 468))
    let centred = Letterbox(
      fitting: PixelRect(x: 0, y: 0, width: 1280, height: 720), into: Self.inputs[0], centred: true)
    #expect(centred.content == PixelRect(x: 0, y: 6, width: 832, height: 468))
  }
}

@Suite struct InputSizingTests {
  /// 56 % of the pixels, at least 0.52 and at most 1 megapixel.
  static let rule = InputSizing.area(AreaRule(fraction: 0.5625, minimum: 520_000, maximum: 1_000_000))

  @Test(arguments: [
    (PictureSize(width: 1280, height: 720), PictureSize(width: 960, height: 544)),
    (PictureSize(width: 640, height: 480), PictureSize(width: 640, height: 480)),
    (PictureSize(width: 1242, height: 375), PictureSize(width: 1248, height: 384)),
    (PictureSize(width: 2048, height: 1024), PictureSize(width: 1408, height: 704)),
    (PictureSize(width: 1, height: 1), PictureSize(width: 32, height: 32)),
    (PictureSize(width: 100_000, height: 10), PictureSize(width: 75_008, height: 32)),
  ])
  func area(picture: PictureSize, input: PictureSize) {
    #expect(Self.rule.size(for: picture) == input)
  }

  /// The rule that the delivered detector was measured with.
  @Test(arguments: [
    (PictureSize(width: 1280, height: 720), PictureSize(width: 960, height: 544)),
    (PictureSize(width: 640, height: 480), PictureSize(width: 640, height: 480)),
    (PictureSize(width: 1242, height: 375), PictureSize(width: 1248, height: 384)),
    (PictureSize(width: 2048, height: 1024), PictureSize(width: 1728, height: 864)),
    (PictureSize(width: 1920, height: 1080), PictureSize(width: 1632, height: 928)),
  ])
  func theDetectorsOwn(picture: PictureSize, input: PictureSize) throws {
    let manifest = try ModelStore(folders: []).manifest(named: "nanodet-plus-m-1.5x")
    #expect(manifest.fit.sizing.size(for: picture) == input)
  }

  @Test(arguments: [
    "{\"width\": 0, \"height\": 3}", "{}", "{\"limit\": 3}", "{\"fraction\": -1, \"minimum\": 0, \"maximum\": 9}",
    "{\"fraction\": 1, \"minimum\": 0, \"maximum\": 90, \"enlargement\": 1, \"multiple\": 0}",
  ])
  func rulesThatMakeNoSenseAreRefused(json: String) {
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(InputSizing.self, from: Data(json.utf8)) }
  }
}

extension Box {
  func isClose(to other: Box) -> Bool {
    let differences = [x - other.x, y - other.y, width - other.width, height - other.height]
    return differences.allSatisfy { abs($0) < 1e-9 }
  }
}
