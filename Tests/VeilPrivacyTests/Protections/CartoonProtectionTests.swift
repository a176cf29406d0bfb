import Testing
import VeilMedia
import VeilVision

@testable import VeilPrivacy

@Suite struct CartoonProtectionTests {
  /// Strokes of writing up to a hundredth of the width of the frame lose most of their contrast.
  @Test(arguments: [1, 2, 4, 8, 12]) func writingDisappears(stroke: Int) async throws {
    let original = try TestFrame("yuv420p", width: 1280, height: 720) { plane, x, y in
      plane == 0 ? ((x / stroke + y / (2 * stroke)) % 2 == 0 ? 40 : 200) : 128
    }
    let before = try original.plane(0).standardDeviation
    let after = try await original.protected(by: try CartoonProtection(), []).plane(0)
    #expect(after.standardDeviation < before / 4)
  }

  @Test(arguments: TestFrame.formats) func largeShapesStayAndAlphaToo(format: String) async throws {
    let limit = (1 << (try PictureFormat(width: 4, height: 4, pixelFormatName: format).bitDepth)) - 1
    let original = try TestFrame(format, width: 161, height: 91) { _, x, _ in x < 80 ? limit / 4 : 3 * limit / 4 }
    let result = try await original.protected(by: try CartoonProtection(), [])
    let luma = try result.plane(0)
    #expect(luma.cropped(to: PixelRect(x: 0, y: 0, width: 60, height: 91)).mean < Double(limit) * 0.4)
    #expect(luma.cropped(to: PixelRect(x: 100, y: 0, width: 61, height: 91)).mean > Double(limit) * 0.6)
    #expect(luma.samples.allSatisfy { Int($0) <= limit })
    for plane in original.frame.format.paintedPlanes.count..<original.frame.format.planeCount {
      #expect(try result.plane(plane).samples == original.plane(plane).samples)
    }
  }

  @Test func neutralColoursStayNeutral() async throws {
    for (format, neutral) in [("yuv420p", 128), ("yuv420p10le", 512), ("yuv444p12le", 2048)] {
      let original = try TestFrame(format, width: 64, height: 48) { plane, x, _ in
        plane == 0 ? x * neutral / 40 : neutral
      }
      let result = try await original.protected(by: try CartoonProtection(), [])
      #expect(try result.plane(1).samples.allSatisfy { abs(Int($0) - neutral) <= 1 })
    }
  }

  @Test(arguments: [(1, 1), (2, 1), (3, 200), (1, 64), (33, 33)])
  func tinyPicturesArePainted(width: Int, height: Int) async throws {
    let original = try TestFrame.noise("yuv420p", width: width, height: height)
    let result = try await original.protected(by: try CartoonProtection(), [])
    #expect(try result.plane(0).samples.count == width * height)
  }

  @Test func framesWithoutInstancesAreNotCopiedThrough() throws {
    #expect(try CartoonProtection().paintsEveryFrame)
    #expect(try BlurProtection().paintsEveryFrame == false)
  }
}
