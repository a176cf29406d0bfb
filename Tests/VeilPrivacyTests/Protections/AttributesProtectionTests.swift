import Testing
import VeilMedia
import VeilVision

@testable import VeilPrivacy

@Suite struct AttributesProtectionTests {
  static let region = PixelRect(x: 8, y: 8, width: 40, height: 40)

  @Test(arguments: [Category.face, .plate]) func facesAndPlatesAreHidden(category: Category) async throws {
    let original = try TestFrame.noise("yuv420p", width: 64, height: 64)
    let result = try await original.protected(by: try AttributesProtection(), [Self.region], as: category)
    let before = try original.plane(0).cropped(to: Self.region).standardDeviation
    #expect(try result.plane(0).cropped(to: Self.region).standardDeviation < before / 8)
  }

  @Test(arguments: [Category.person, .car]) func everythingElseIsLeft(category: Category) async throws {
    let original = try TestFrame.noise("yuv420p", width: 64, height: 64)
    let result = try await original.protected(by: try AttributesProtection(), [Self.region], as: category)
    #expect(try result.planes().map(\.samples) == original.planes().map(\.samples))
  }
}
