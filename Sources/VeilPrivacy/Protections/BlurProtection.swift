package import VeilMedia

/// Blurs every instance: the paper's BBox Blur (inspire section VI, k 45 and SD 25 by default), its Non-blurring
/// variant, and a sealed form that cannot be undone.
///
/// Each instance is resized to a square of `workingSize` (bilinear, as `cv2.resize` does by default), filtered with a
/// Gaussian of `kernelSize` and `standardDeviation` there, and resized back. The kernel is thus measured in shares of
/// the instance and not in pixels: a plate in a 4K film is as illegible as one in a small film.
///
/// **Planes.** The paper works on RGB. All three steps are linear and the same for each channel, so doing them on Y, Cb
/// and Cr gives the same picture, up to rounding. A subsampled chroma plane is resized to the same working size with
/// the same kernel: its samples cover the same part of the instance, and the kernel stays the same share of it.
///
/// **Depth.** 8-bit samples use the multiples of 1/256 that OpenCV's 8-bit Gaussian uses, deeper ones multiples of
/// 1/65536. Nothing is rounded between the three steps, so results are within one level of OpenCV's, which does.
///
/// **Sealing.** To the eye (45, 25) leaves about six averages along an axis (``effectiveSamples``). But it is linear
/// and its kernel is known and ends abruptly, so faint traces of all detail remain, and regularised inversion makes a
/// plate of 128×32 pixels readable again, even after H.264 at CRF 23 (measured; the paper does not try). With `samples`
/// the blurred instance is averaged to that many values along each axis, and drawn from them bilinearly: at 8 the
/// picture is on average 6 to 9 levels away from the paper's and the same inversion finds nothing to read, because
/// what it needs is no longer there.
package struct BlurProtection: Protection {
  package let name = "blur"
  /// Weights along an axis at the working size, odd; 0 is the paper's Non-blurring BBox Blur, which only scales.
  package let kernelSize: Int
  /// Standard deviation of the Gaussian in samples at the working size; 0 or less follows the kernel size by OpenCV's
  /// rule.
  package let standardDeviation: Double
  /// Rows and columns to which an instance is resized for blurring.
  package let workingSize: Int
  /// Values that are kept along each axis of an instance; nil is the paper's BBox Blur, which can be undone.
  package let samples: Int?

  private let plans8Bit: BoxBlurPlans
  private let plansDeep: BoxBlurPlans
  private let pool = ScratchPool()

  /// - Throws: ``ProtectionError`` when the kernel size is even or beyond twice the working size, the deviation is not
  ///   a number up to 1000, the working size is not 8...1024, or the samples are not 2...64 and at most the working
  ///   size.
  package init(
    kernelSize: Int = 45, standardDeviation: Double = 25, workingSize: Int = 256, samples: Int? = nil
  ) throws {
    guard (8...1024).contains(workingSize) else {
      throw ProtectionError(.invalidOption, "blur works at 8 to 1024 rows and columns, not at \(workingSize)")
    }
    guard kernelSize == 0 || kernelSize > 0 && kernelSize % 2 == 1 && kernelSize < 2 * workingSize else {
      throw ProtectionError(
        .invalidOption, "the kernel size of blur is an odd number below \(2 * workingSize), or 0, not \(kernelSize)")
    }
    guard standardDeviation.isFinite, standardDeviation <= 1000 else {
      throw ProtectionError(.invalidOption, "the standard deviation of blur is a number up to 1000")
    }
    guard samples.map({ (2...min(64, workingSize)).contains($0) }) ?? true else {
      throw ProtectionError(.invalidOption, "a sealed blur keeps 2 to \(min(64, workingSize)) samples along an axis")
    }
    self.kernelSize = kernelSize
    self.standardDeviation = standardDeviation
    self.workingSize = workingSize
    self.samples = samples
    func plans(bits: Int) -> BoxBlurPlans {
      let kernel = GaussianCoefficients.fixedPoint(size: max(1, kernelSize), sigma: standardDeviation, bits: bits)
      return BoxBlurPlans(kernel: kernel, workingSize: workingSize, samples: samples)
    }
    plans8Bit = plans(bits: 8)
    plansDeep = plans(bits: 16)
  }

  /// How many independent averages along an axis of an instance remain: the working size over the kernel's equivalent
  /// width (Σw)²/Σw². The working size itself when nothing is blurred. The eye's measure: see *Sealing* for an
  /// attacker's.
  package var effectiveSamples: Double {
    let weights = GaussianCoefficients.exact(size: max(1, kernelSize), sigma: standardDeviation)
    return Double(workingSize) * weights.reduce(0) { $0 + $1 * $1 }
  }

  package func apply(to canvas: inout FrameCanvas, from frame: VideoFrame, instances: [Instance]) throws {
    let format = frame.format
    let regions = instances.inPatchOrder().compactMap { format.grownToChromaGrid($0.region) }
    guard !regions.isEmpty else { return }
    let plans = format.bitDepth > 8 ? plansDeep : plans8Bit
    try pool.withScratch { scratch in
      try canvas.paint(
        from: frame, with: BlurPainter(format: format, regions: regions, plans: plans, scratch: scratch))
    }
  }
}

private struct BlurPainter: PlanePainter {
  let format: PictureFormat
  let regions: [PixelRect]
  let plans: BoxBlurPlans
  let scratch: Scratch

  func paint<Sample: FixedWidthInteger & UnsignedInteger>(
    plane: Int, from source: Plane<Sample>, onto target: Plane<Sample>
  ) {
    for region in regions {
      let rect = format.samples(of: region, inPlane: plane)
      let resampler = SeparableResampler(
        horizontal: plans.plan(for: rect.width), vertical: plans.plan(for: rect.height))
      resampler.apply(from: source, rect, to: target, rect, limit: Float(format.sampleLimit), scratch: scratch)
    }
  }
}
