import Testing
import VeilMedia
import VeilVision

@testable import VeilPrivacy

@Suite struct AttributesProtectionTests {
  static let region = PixelRect(x: 8, y: 8, width: 40, height: 40)

  @Test(arguments: [Category.face, .plate]) func facesAndPlatesAreHidden(category: Category) async throws {
    let original = try TestFrame.noise("yuv420p", width: 64, height: 64)
    let result = try await original.protected(by: AttributesProtection(), [Self.region], as: category)
    let before = try original.plane(0).cropped(to: Self.region).standardDeviation
    #expect(try result.plane(0).cropped(to: Self.region).standardDeviation < before / 8)
  }

  /// What lies inside a cell can be anything of the same average: that is what cannot be undone.
  @Test(arguments: ["gray", "yuv420p", "yuv444p", "gray16le"])
  func picturesOfEqualAveragesBecomeTheSame(format: String) async throws {
    // Six cells across, of 8×8 luma and 4×4 chroma samples at 4:2:0; stripes of either phase fill half of each.
    let region = PixelRect(x: 8, y: 16, width: 48, height: 48)
    func striped(_ phase: Int) throws -> TestFrame {
      try TestFrame(format, width: 96, height: 80) { plane, x, y in
        40 + x / 8 + y / 4 + plane + ((x + y + phase) % 4 < 2 ? 90 : 0)
      }
    }
    let first = try await striped(0).protected(by: AttributesProtection(), [region], as: .plate)
    let second = try await striped(2).protected(by: AttributesProtection(), [region], as: .plate)
    for plane in first.frame.format.paintedPlanes {
      let rect = first.frame.format.samples(of: region, inPlane: plane)
      let pairs = try zip(first.plane(plane).cropped(to: rect).samples, second.plane(plane).cropped(to: rect).samples)
      #expect(pairs.allSatisfy { abs(Int($0) - Int($1)) <= 1 })
      #expect(try striped(0).plane(plane).samples != striped(2).plane(plane).samples)
    }
  }

  @Test(arguments: [Category.person, .car]) func everythingElseIsLeft(category: Category) async throws {
    let original = try TestFrame.noise("yuv420p", width: 64, height: 64)
    let result = try await original.protected(by: AttributesProtection(), [Self.region], as: category)
    #expect(try result.planes().map(\.samples) == original.planes().map(\.samples))
  }
}
