import Testing
import VeilMedia
import VeilTesting

@testable import VeilPrivacy

/// Kernels against OpenCV, sample by sample.
@Suite(.enabled(if: PythonOracle.isAvailable, PythonOracle.hint)) struct OpenCVComparisonTests {
  static let sizes = [(1, 1), (1, 40), (33, 7), (64, 48), (181, 97), (256, 256), (300, 210)]

  @Test(arguments: [8, 10, 16]) func gaussianIsWithinOneLevel(bitDepth: Int) throws {
    let kernels: [(Int, Double)] = [(1, 0), (3, 0), (5, 5), (9, 0), (25, 15), (45, 5), (45, 25), (105, 21)]
    let cases = kernels.flatMap { size, deviation in
      Self.sizes.map { width, height in
        OpenCV.Case(
          operation: .gaussian, image: TestImage(.noise, width: width, height: height, bitDepth: bitDepth),
          kernel: size, deviation: deviation)
      }
    }
    try compare(cases) { test in
      let weights = GaussianCoefficients.fixedPoint(
        size: test.kernel, sigma: test.deviation, bits: bitDepth > 8 ? 16 : 8)
      return SeparableResampler(
        horizontal: AxisPlan(core: .convolution(weights, count: test.image.width)),
        vertical: AxisPlan(core: .convolution(weights, count: test.image.height)))
    }
  }

  @Test(arguments: [8, 10, 16]) func bilinearResizeIsWithinOneLevel(bitDepth: Int) throws {
    let targets = [(256, 256), (1, 1), (64, 31), (128, 500), (90, 105)]
    let cases = Self.sizes.flatMap { width, height in
      targets.map { toWidth, toHeight in
        OpenCV.Case(
          operation: .linear, image: TestImage(.noise, width: width, height: height, bitDepth: bitDepth),
          toWidth: toWidth, toHeight: toHeight)
      }
    }
    try compare(cases) { test in
      SeparableResampler(
        horizontal: .bilinear(from: test.image.width, to: test.toWidth),
        vertical: .bilinear(from: test.image.height, to: test.toHeight))
    }
  }

  @Test(arguments: [8, 10, 16]) func areaAverageIsWithinOneLevel(bitDepth: Int) throws {
    let cases = [(181, 97, 60, 31), (256, 256, 64, 64), (300, 210, 299, 7), (64, 48, 1, 1)].map {
      OpenCV.Case(
        operation: .area, image: TestImage(.noise, width: $0, height: $1, bitDepth: bitDepth), toWidth: $2,
        toHeight: $3)
    }
    try compare(cases) { test in
      SeparableResampler(
        horizontal: AxisPlan(shrink: .areaAverage(from: test.image.width, to: test.toWidth)),
        vertical: AxisPlan(shrink: .areaAverage(from: test.image.height, to: test.toHeight)))
    }
  }

  @Test(arguments: [8, 10, 16], TestImage.Content.allCases)
  func boxBlurIsWithinOneLevelOfThreeSteps(bitDepth: Int, content: TestImage.Content) throws {
    let settings: [(Int, Double)] = [(0, 0), (5, 5), (25, 15), (45, 5), (45, 15), (45, 25), (105, 21)]
    let sizes = [(1, 1), (2, 3), (17, 40), (96, 72), (255, 257), (256, 256), (400, 300), (300, 33)]
    let cases = settings.flatMap { kernel, deviation in
      sizes.map { width, height in
        OpenCV.Case(
          operation: .boxBlur, image: TestImage(content, width: width, height: height, bitDepth: bitDepth),
          kernel: kernel, deviation: deviation)
      }
    }
    try compare(cases) { test in
      let plans = BoxBlurPlans(
        kernel: GaussianCoefficients.fixedPoint(
          size: max(1, test.kernel), sigma: test.deviation, bits: bitDepth > 8 ? 16 : 8),
        workingSize: test.size)
      return SeparableResampler(
        horizontal: plans.plan(for: test.image.width), vertical: plans.plan(for: test.image.height))
    }
  }

  private func compare(_ cases: [OpenCV.Case], with resampler: (OpenCV.Case) -> SeparableResampler) throws {
    for (test, expected) in zip(cases, try OpenCV.results(cases)) {
      let ours = resampled(test.image, with: resampler(test))
      #expect(ours.count == expected.count)
      let worst = zip(ours, expected).map { abs(Int($0) - Int($1)) }.max() ?? 0
      #expect(
        worst <= 1,
        "\(test.operation) \(test.image.width)×\(test.image.height) kernel \(test.kernel), \(test.deviation)")
    }
  }

  private func resampled(_ image: TestImage, with resampler: SeparableResampler) -> [UInt16] {
    let width = resampler.horizontal.outputCount(for: image.width)
    let height = resampler.vertical.outputCount(for: image.height)
    var result = TestImage(
      width: width, height: height, bitDepth: image.bitDepth, samples: [UInt16](repeating: 0, count: width * height))
    if image.bitDepth == 8 {
      run(resampler, image, into: &result, as: UInt8.self)
    } else {
      run(resampler, image, into: &result, as: UInt16.self)
    }
    return result.samples
  }

  private func run<Sample: FixedWidthInteger & UnsignedInteger>(
    _ resampler: SeparableResampler, _ image: TestImage, into result: inout TestImage, as _: Sample.Type
  ) {
    var image = image
    let targetRect = PixelRect(x: 0, y: 0, width: result.width, height: result.height)
    let limit = Float((1 << image.bitDepth) - 1)
    image.withPlane(as: Sample.self) { source in
      result.withPlane(as: Sample.self) { target in
        resampler.apply(
          from: source, PixelRect(x: 0, y: 0, width: source.width, height: source.height), to: target, targetRect,
          limit: limit, scratch: Scratch())
      }
    }
  }
}
