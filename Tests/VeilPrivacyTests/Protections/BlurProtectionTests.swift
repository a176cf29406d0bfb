import Testing
import VeilMedia
import VeilTesting
import VeilVision

@testable import VeilPrivacy

@Suite struct BlurProtectionTests {
  /// The paper's three steps, done by OpenCV on the part of each plane that the region covers.
  @Test(
    .enabled(if: PythonOracle.isAvailable, PythonOracle.hint),
    arguments: ["gray", "yuv420p", "yuv422p", "yuv440p", "yuv444p", "gbrp", "yuv420p10le", "gbrp10le", "gray16le"])
  func everyPlaneIsWithinOneLevelOfOpenCV(format: String) async throws {
    let original = try TestFrame.noise(format, width: 350, height: 301)
    let picture = original.frame.format
    let regions = [
      PixelRect(x: 11, y: 3, width: 61, height: 90), PixelRect(x: 0, y: 0, width: 350, height: 301),
      PixelRect(x: 340, y: 280, width: 10, height: 21),
    ]
    var cases: [OpenCV.Case] = []
    var ours: [[UInt16]] = []
    for region in regions {
      let result = try await original.protected(by: try BlurProtection(), [region])
      let grown = try #require(picture.grownToChromaGrid(region))
      for plane in picture.paintedPlanes {
        let rect = picture.samples(of: grown, inPlane: plane)
        cases.append(
          OpenCV.Case(
            operation: .boxBlur, image: try original.plane(plane).cropped(to: rect), kernel: 45, deviation: 25))
        ours.append(try result.plane(plane).cropped(to: rect).samples)
      }
    }
    for (expected, found) in zip(try OpenCV.results(cases), ours) {
      #expect(expected.count == found.count)
      #expect(zip(expected, found).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
    }
  }

  /// Writing with strokes of a twelfth of the box, as plates have, keeps less than a fortieth of its contrast, at any
  /// resolution.
  @Test(arguments: [24, 96, 384, 1200]) func writingDisappearsAtAnyResolution(width: Int) async throws {
    let stroke = width / 12
    let original = try TestFrame("gray", width: width, height: width / 4) { _, x, _ in x / stroke % 2 == 0 ? 20 : 220 }
    let whole = PixelRect(x: 0, y: 0, width: width, height: width / 4)
    for protection: any Protection in [AttributesProtection(), try BlurProtection(samples: 8)] {
      let result = try await original.protected(by: protection, [whole], as: .plate).plane(0)
      let middle = result.cropped(to: PixelRect(x: width / 4, y: 0, width: width / 2, height: width / 4))
      #expect(middle.standardDeviation < 2.5)
    }
  }

  @Test func nonBlurringVariantOnlyScales() async throws {
    let original = try TestFrame("yuv420p", width: 128, height: 96) { plane, x, y in plane == 0 ? x + y : 100 + x / 4 }
    let result = try await original.protected(
      by: try BlurProtection(kernelSize: 0), [PixelRect(x: 0, y: 0, width: 128, height: 96)])
    for plane in 0..<3 {
      let pairs = zip(try original.plane(plane).samples, try result.plane(plane).samples)
      #expect(pairs.allSatisfy { abs(Int($0) - Int($1)) <= 1 })
    }
  }

  @Test func fewIndependentAveragesRemain() throws {
    #expect(try abs(BlurProtection().effectiveSamples - 5.77) < 0.01)
    #expect(try BlurProtection(kernelSize: 0).effectiveSamples == 256)
  }

  /// Every sample of the result is drawn from no more values than are kept, whatever the length of the axis.
  @Test(arguments: [2, 8, 64]) func sealedBlurKeepsNoMoreThanItsSamples(samples: Int) {
    let kernel = GaussianCoefficients.fixedPoint(size: 45, sigma: 25, bits: 8)
    let plans = BoxBlurPlans(kernel: kernel, workingSize: 256, samples: samples)
    for length in [1, 2, 7, 8, 9, 63, 64, 65, 255, 256, 257, 900] {
      let plan = plans.plan(for: length)
      #expect(plan.outputCount(for: length) == length)
      #expect(min(plan.core?.outputCount ?? length, length) <= samples || length <= samples)
    }
  }

  @Test func sealedBlurIsCloseToThePapers() async throws {
    let original = try TestFrame("yuv420p", width: 200, height: 150) { plane, x, y in
      (x - 90) * (x - 90) + (y - 70) * (y - 70) < 3000 ? 40 + plane : 120 + x / 4
    }
    let whole = PixelRect(x: 0, y: 0, width: 200, height: 150)
    let exact = try await original.protected(by: try BlurProtection(), [whole]).plane(0)
    let sealed = try await original.protected(by: try BlurProtection(samples: 8), [whole]).plane(0)
    let difference = zip(exact.samples, sealed.samples).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
    #expect(difference < 10 * exact.samples.count)
  }

  @Test func flatPicturesStayFlat() async throws {
    for (format, value) in [("yuv420p", 255), ("gray10le", 1023), ("gray16le", 65535), ("gbrp", 0), ("gray", 1)] {
      let original = try TestFrame(format, width: 300, height: 90) { _, _, _ in value }
      let result = try await original.protected(
        by: try BlurProtection(), [PixelRect(x: 0, y: 0, width: 300, height: 90)])
      #expect(try result.planes().map(\.samples) == original.planes().map(\.samples))
    }
  }

  @Test(arguments: [(44, 25, 256), (-1, 25, 256), (513, 25, 256), (45, .nan, 256), (45, 2000, 256), (45, 25, 7)])
  func impossibleOptionsAreRefused(kernel: Int, deviation: Double, size: Int) {
    #expect(throws: ProtectionError.self) {
      try BlurProtection(kernelSize: kernel, standardDeviation: deviation, workingSize: size)
    }
  }
}
