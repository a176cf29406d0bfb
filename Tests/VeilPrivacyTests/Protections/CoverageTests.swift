import Testing
import VeilMedia
import VeilVision

@testable import VeilPrivacy

/// What holds for every method that hides regions, in every format: all of the region, and nothing but the region.
@Suite struct CoverageTests {
  /// At borders, in corners, of odd place and size, of one pixel, whole, reaching beyond the picture.
  static let regions = [
    PixelRect(x: 0, y: 0, width: 1, height: 1), PixelRect(x: 66, y: 44, width: 1, height: 1),
    PixelRect(x: 13, y: 7, width: 1, height: 20), PixelRect(x: 3, y: 5, width: 31, height: 17),
    PixelRect(x: 0, y: 9, width: 67, height: 3), PixelRect(x: 51, y: 30, width: 16, height: 15),
    PixelRect(x: 0, y: 0, width: 67, height: 45), PixelRect(x: 60, y: 40, width: 500, height: 500),
    PixelRect(x: -9, y: -9, width: 20, height: 20),
  ]

  static func protections() throws -> [any Protection] {
    [
      try BlurProtection(), try PixelateProtection(), SolidProtection(), AttributesProtection(),
      try BlurProtection(samples: 8), RiskProtection(), RiskProtection(grading: RiskGrading(scalesWithFace: false)),
    ]
  }

  @Test(arguments: TestFrame.formats) func nothingOutsideTheGrownRegionChanges(format: String) async throws {
    let original = try TestFrame.noise(format, width: 67, height: 45)
    for protection in try Self.protections() {
      for region in Self.regions {
        let result = try await protect(original, by: protection, region)
        let grown = try #require(original.frame.format.grownToChromaGrid(region))
        for plane in 0..<original.frame.format.planeCount {
          let isAlpha = plane >= original.frame.format.paintedPlanes.count
          let hidden = isAlpha ? nil : original.frame.format.samples(of: grown, inPlane: plane)
          let changed = try changes(original, result, plane: plane, outside: hidden)
          #expect(changed == 0, "\(protection.name) \(format) plane \(plane) \(region)")
        }
      }
    }
  }

  @Test(arguments: TestFrame.formats) func solidChangesEverySampleOfTheRegion(format: String) async throws {
    let original = try TestFrame.noise(format, width: 67, height: 45)
    let color = SolidColor(red: 200, green: 30, blue: 90)
    let picture = original.frame.format
    let values = color.samples(in: picture, ColourEncoding(original.frame))
    for region in Self.regions {
      let result = try await original.protected(by: SolidProtection(color: color), [region])
      let grown = try #require(picture.grownToChromaGrid(region))
      for plane in picture.paintedPlanes {
        let hidden = try result.plane(plane).cropped(to: picture.samples(of: grown, inPlane: plane))
        #expect(hidden.samples.allSatisfy { Int($0) == values[plane] }, "\(format) plane \(plane) \(region)")
      }
    }
  }

  @Test(arguments: TestFrame.formats) func grownRegionsCoverEveryChromaSampleThatTheyTouch(format: String) throws {
    let picture = try PictureFormat(width: 67, height: 45, pixelFormatName: format)
    for region in Self.regions {
      let grown = try #require(picture.grownToChromaGrid(region))
      let clipped = try #require(region.clipped(toWidth: 67, height: 45))
      #expect(grown.x <= clipped.x && grown.x + grown.width >= clipped.x + clipped.width)
      #expect(grown.width - clipped.width < 2 << picture.chromaShiftX)
      for plane in picture.paintedPlanes {
        let samples = picture.samples(of: grown, inPlane: plane)
        #expect(samples.x + samples.width <= picture.width(ofPlane: plane))
        let shift = picture.isChroma(plane) ? picture.chromaShiftX : 0
        #expect(samples.x == grown.x >> shift)
        #expect((samples.x + samples.width) << shift >= grown.x + grown.width)
      }
    }
  }

  @Test func regionsOutsideThePictureAreNothing() async throws {
    let original = try TestFrame.noise("yuv420p", width: 32, height: 32)
    for protection in try Self.protections() {
      let result = try await protect(original, by: protection, PixelRect(x: 40, y: 0, width: 9, height: 9))
      #expect(try result.planes().map(\.samples) == original.planes().map(\.samples))
    }
  }

  /// Boxes cover each other in ascending size, and each is made of the original.
  @Test func largerInstancesCoverSmallerOnes() async throws {
    let original = try TestFrame.noise("yuv420p", width: 96, height: 64)
    let small = PixelRect(x: 30, y: 20, width: 20, height: 20)
    let large = PixelRect(x: 10, y: 10, width: 36, height: 40)
    for protection in try Self.protections() {
      let alone = try await protect(original, by: protection, large)
      for order in [[small, large], [large, small]] {
        let both = try await original.protected(by: protection, order, as: .plate)
        #expect(try both.plane(0).cropped(to: large).samples == alone.plane(0).cropped(to: large).samples)
        let rim = PixelRect(x: 46, y: 20, width: 4, height: 20)
        #expect(try both.plane(0).cropped(to: rim).samples != original.plane(0).cropped(to: rim).samples)
      }
    }
  }

  @Test func canvasOfAnotherFormatIsRefused() async throws {
    let frame = try TestFrame.noise("yuv420p", width: 32, height: 32).frame
    var canvas = try FrameCanvas(copying: TestFrame.noise("yuv422p", width: 32, height: 32).frame)
    let instance = Instance(
      trackID: 1, category: .car, confidence: 1, region: PixelRect(x: 0, y: 0, width: 8, height: 8))
    #expect(throws: ProtectionError.self) {
      try SolidProtection().apply(to: &canvas, from: frame, instances: [instance])
    }
  }

  /// Working memory is not shared by tasks that run at the same time.
  @Test func workersDoNotDisturbEachOther() async throws {
    let protection = try BlurProtection()
    let region = PixelRect(x: 5, y: 5, width: 150, height: 90)
    let expected = try await withThrowingTaskGroup(of: (UInt64, [UInt16]).self) { group in
      for seed in UInt64(0)..<12 {
        group.addTask {
          let frame = try TestFrame.noise("yuv420p", width: 160, height: 100, seed: seed % 3)
          return (seed % 3, try await frame.protected(by: protection, [region]).plane(0).samples)
        }
      }
      return try await group.reduce(into: [UInt64: Set<[UInt16]>]()) { $0[$1.0, default: []].insert($1.1) }
    }
    #expect(expected.values.allSatisfy { $0.count == 1 })
    #expect(Set(expected.values).count == 3)
  }

  private func protect(_ frame: TestFrame, by protection: any Protection, _ region: PixelRect) async throws -> TestFrame
  {
    try await frame.protected(by: protection, [region], as: .plate)
  }

  private func changes(_ before: TestFrame, _ after: TestFrame, plane: Int, outside: PixelRect?) throws -> Int {
    let old = try before.plane(plane)
    let new = try after.plane(plane)
    return old.samples.indices.count { index in
      let x = index % old.width
      let y = index / old.width
      let isInside =
        outside.map { x >= $0.x && x < $0.x + $0.width && y >= $0.y && y < $0.y + $0.height } ?? false
      return !isInside && old.samples[index] != new.samples[index]
    }
  }
}
