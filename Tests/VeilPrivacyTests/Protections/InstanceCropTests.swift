import Testing
import VeilMedia

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
          let expected = isInside ? Self.value(channel, region.x + x - crop.left, region.y + y - crop.top) : 0
          #expect(image.values[(channel * image.height + y) * image.width + x] == expected)
        }
      }
    }
    #expect((image.width - region.width - 2 * crop.left).magnitude <= 1)
  }

  @Test(arguments: regions, [1, 8, 64]) func whereTheMaskIsZeroNothingChanges(region: PixelRect, side: Int) throws {
    var picture = try Self.picture(channels: 3)
    let crop = try InstanceCrop(region: region, side: side)
    let white = try FloatPicture(
      width: side, height: side, channels: 3, values: [Float](repeating: 1, count: 3 * side * side))
    let nowhere = try FloatPicture(
      width: side, height: side, channels: 1, values: [Float](repeating: 0, count: side * side))
    try crop.patch(white, mask: nowhere, into: &picture)
    #expect(try picture == Self.picture(channels: 3))
  }

  @Test(arguments: regions, [1, 8, 64]) func whereTheMaskIsOneNothingOfTheOriginalRemains(
    region: PixelRect, side: Int
  ) throws {
    var picture = try Self.picture(channels: 2)
    let crop = try InstanceCrop(region: region, side: side)
    let grey = try FloatPicture(
      width: side, height: side, channels: 2, values: [Float](repeating: 0.5, count: 2 * side * side))
    let everywhere = try FloatPicture(
      width: side, height: side, channels: 1, values: [Float](repeating: 1, count: side * side))
    try crop.patch(grey, mask: everywhere, into: &picture)
    for (index, value) in picture.values.enumerated() {
      let (channel, x, y) = (index / 600, index % 30, index / 30 % 20)
      let isInside =
        x >= region.x && x < region.x + region.width && y >= region.y && y < region.y + region.height
      #expect(abs(value - (isInside ? 0.5 : Self.value(channel, x, y))) < 1e-5)
    }
  }

  @Test(arguments: regions) func patchUndoesCrop(region: PixelRect) throws {
    let original = try Self.picture(channels: 3)
    let side = max(region.width, region.height)
    let crop = try InstanceCrop(region: region, side: side)
    var blank = try FloatPicture(width: 30, height: 20, channels: 3, values: [Float](repeating: 0.25, count: 1800))
    let everywhere = try FloatPicture(
      width: side, height: side, channels: 1, values: [Float](repeating: 1, count: side * side))
    try crop.patch(try crop.crop(original), mask: everywhere, into: &blank)
    #expect(try crop.crop(blank) == crop.crop(original))
  }

  @Test func wrongShapesAreRefused() throws {
    var picture = try Self.picture(channels: 3)
    let crop = try InstanceCrop(region: PixelRect(x: 28, y: 2, width: 3, height: 3), side: 8)
    #expect(throws: ProtectionError.self) { try crop.crop(picture) }
    let inside = try InstanceCrop(region: PixelRect(x: 2, y: 2, width: 3, height: 3), side: 8)
    #expect(throws: ProtectionError.self) { try inside.patch(picture, mask: picture, into: &picture) }
    #expect(throws: ProtectionError.self) {
      try InstanceCrop(region: PixelRect(x: 0, y: 0, width: 0, height: 4), side: 8)
    }
    #expect(throws: ProtectionError.self) { try FloatPicture(width: 2, height: 2, channels: 1, values: [1]) }
    let images = try InstanceImages([picture].map { try inside.crop($0) }, channels: 3, side: 8)
    let masks = try InstanceImages(count: 1, channels: 1, side: 8, values: [Float](repeating: 1.5, count: 64))
    #expect(throws: ProtectionError.self) { try SynthesisedInstances(images: images, masks: masks) }
  }

  static func value(_ channel: Int, _ x: Int, _ y: Int) -> Float { Float(1 + x + 30 * y + 600 * channel) / 2000 }

  static func picture(channels: Int) throws -> FloatPicture {
    let values = (0..<channels).flatMap { channel in
      (0..<20).flatMap { y in (0..<30).map { value(channel, $0, y) } }
    }
    return try FloatPicture(width: 30, height: 20, channels: channels, values: values)
  }
}
