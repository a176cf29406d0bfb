import Testing
import VeilMedia
import VeilVision

@testable import VeilPrivacy

@Suite struct InstanceCropTests {
  static let regions = [
    PixelRect(x: 3, y: 2, width: 11, height: 6), PixelRect(x: 0, y: 0, width: 5, height: 20),
    PixelRect(x: 29, y: 19, width: 1, height: 1), PixelRect(x: 0, y: 0, width: 30, height: 20),
  ]

  @Test(arguments: regions) func cropPadsSymmetricallyWithZeros(region: PixelRect) throws {
    let picture = try Self.picture(channels: 3)
    let crop = try InstanceCrop(region: region, side: max(region.width, region.height))
    let image = try crop.crop(picture)
    for channel in 0..<3 {
      for y in 0..<image.height {
        for x in 0..<image.width {
          let isInside = x >= crop.left && x < crop.left + region.width && y >= crop.top && y < crop.top + region.height
          let expected = isInside ? Self.level(channel, region.x + x - crop.left, region.y + y - crop.top) : 0
          #expect(image.levels[(channel * image.height + y) * image.width + x] == expected)
        }
      }
    }
    #expect((image.width - region.width - 2 * crop.left).magnitude <= 1)
  }

  /// What is restored from a crop of the box's own size is the box.
  @Test(arguments: regions) func restoringUndoesCropping(region: PixelRect) throws {
    let picture = try Self.picture(channels: 3)
    let side = max(region.width, region.height)
    let crop = try InstanceCrop(region: region, side: side)
    let image = try crop.crop(picture)
    let restored = try crop.restore(
      FloatPicture(width: side, height: side, channels: 3, values: image.levels.map { Float($0) }))
    for channel in 0..<3 {
      for y in 0..<region.height {
        for x in 0..<region.width {
          let value = restored.values[(channel * region.height + y) * region.width + x]
          #expect(value == Float(Self.level(channel, region.x + x, region.y + y)))
        }
      }
    }
  }

  /// Every pixel that shows a part of the box is content, and no other is.
  @Test(arguments: regions, [1, 8, 64]) func contentIsWhereTheBoxIs(region: PixelRect, side: Int) throws {
    let crop = try InstanceCrop(region: region, side: side)
    let white = try LevelPicture(width: 30, height: 20, channels: 1, levels: [UInt8](repeating: 255, count: 600))
    let image = try crop.crop(white)
    let content = crop.content
    for y in 0..<side {
      for x in 0..<side where image.levels[y * side + x] > 127 {
        #expect(x >= content.x && x < content.x + content.width && y >= content.y && y < content.y + content.height)
      }
    }
  }

  @Test func boxesAreRoundedDown() throws {
    let box = Box(x: 3.9, y: 2.2, width: 4.2, height: 5.9)
    #expect(box.roundedDown(inWidth: 30, height: 20) == PixelRect(x: 3, y: 2, width: 5, height: 6))
    let thin = Box(x: 3.1, y: 2.2, width: 0.3, height: 0.2)
    #expect(thin.roundedDown(inWidth: 30, height: 20) == PixelRect(x: 3, y: 2, width: 1, height: 1))
    let beyond = Box(x: -7, y: 15, width: 90, height: 90)
    #expect(beyond.roundedDown(inWidth: 30, height: 20) == PixelRect(x: 0, y: 15, width: 30, height: 5))
    #expect(Box(x: 31, y: 2, width: 4, height: 4).roundedDown(inWidth: 30, height: 20) == nil)
  }

  @Test func wrongShapesAreRefused() throws {
    let picture = try Self.picture(channels: 3)
    let crop = try InstanceCrop(region: PixelRect(x: 28, y: 2, width: 3, height: 3), side: 8)
    #expect(throws: ProtectionError.self) { try crop.crop(picture) }
    #expect(throws: ProtectionError.self) {
      try InstanceCrop(region: PixelRect(x: 0, y: 0, width: 0, height: 4), side: 8)
    }
    #expect(throws: ProtectionError.self) { try FloatPicture(width: 2, height: 2, channels: 1, values: [1]) }
    #expect(throws: ProtectionError.self) { try LevelPicture(width: 2, height: 2, channels: 1, levels: [1]) }
    let images = try InstanceImages(count: 1, channels: 3, side: 8, values: [Float](repeating: 1, count: 192))
    let masks = try InstanceImages(count: 1, channels: 1, side: 8, values: [Float](repeating: 1.5, count: 64))
    #expect(throws: ProtectionError.self) { try SynthesisedInstances(images: images, masks: masks) }
    let small = try FloatPicture(width: 4, height: 4, channels: 1, values: [Float](repeating: 1, count: 16))
    #expect(throws: ProtectionError.self) { try crop.restore(small) }
  }

  static func level(_ channel: Int, _ x: Int, _ y: Int) -> UInt8 { UInt8((1 + 7 * x + 13 * y + 29 * channel) % 251) }

  static func picture(channels: Int) throws -> LevelPicture {
    let levels = (0..<channels).flatMap { channel in
      (0..<20).flatMap { y in (0..<30).map { level(channel, $0, y) } }
    }
    return try LevelPicture(width: 30, height: 20, channels: channels, levels: levels)
  }
}
