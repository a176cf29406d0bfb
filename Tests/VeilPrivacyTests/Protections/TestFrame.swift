import VeilMedia
import VeilTesting
import VeilVision

@testable import VeilPrivacy

/// A frame of generated samples, and what is in it, plane by plane.
struct TestFrame {
  let frame: VideoFrame

  /// All kinds of planes that a film can have.
  static let formats = [
    "gray", "gray10le", "gray16le", "yuv420p", "yuvj420p", "yuv422p", "yuv440p", "yuv444p", "yuv410p", "yuv420p10le",
    "yuv422p10le", "yuv444p12le", "yuva420p", "gbrp", "gbrp10le", "gbrap",
  ]

  /// - Parameter sample: the value of a sample by plane, x and y.
  init(_ pixelFormat: String, width: Int, height: Int, sample: (Int, Int, Int) -> Int) throws {
    let format = try PictureFormat(width: width, height: height, pixelFormatName: pixelFormat)
    var canvas = try FrameCanvas(
      format, at: Timestamp(ticks: 0, base: TimeBase(numerator: 1, denominator: 25)))
    for plane in 0..<format.planeCount {
      if format.bytesPerSample == 1 {
        try canvas.withPlane(plane, as: UInt8.self) { Self.fill($0) { sample(plane, $0, $1) } }
      } else {
        try canvas.withPlane(plane, as: UInt16.self) { Self.fill($0) { sample(plane, $0, $1) } }
      }
    }
    frame = try canvas.finish()
  }

  init(_ frame: VideoFrame) { self.frame = frame }

  static func noise(_ pixelFormat: String, width: Int, height: Int, seed: UInt64 = 7) throws -> TestFrame {
    var random = SplitMix64(seed: seed)
    let depth = try PictureFormat(width: width, height: height, pixelFormatName: pixelFormat).bitDepth
    return try TestFrame(pixelFormat, width: width, height: height) { _, _, _ in Int(random.next() >> (64 - depth)) }
  }

  /// The frame after protection.
  func protected(by protection: some Protection, _ regions: [PixelRect], as category: Category = .car) async throws
    -> TestFrame
  {
    var canvas = try FrameCanvas(copying: frame)
    let instances = regions.enumerated().map {
      Instance(trackID: $0.offset + 1, category: category, confidence: 1, region: $0.element)
    }
    try await protection.apply(to: &canvas, from: frame, instances: instances)
    return TestFrame(try canvas.finish())
  }

  /// The samples of a plane.
  func plane(_ index: Int) throws -> TestImage {
    if frame.format.bytesPerSample == 1 {
      try frame.withPlane(index, as: UInt8.self) { image($0) }
    } else {
      try frame.withPlane(index, as: UInt16.self) { image($0) }
    }
  }

  func planes() throws -> [TestImage] { try (0..<frame.format.planeCount).map { try plane($0) } }

  private func image<Sample: FixedWidthInteger & UnsignedInteger>(_ plane: Plane<Sample>) -> TestImage {
    let samples = (0..<plane.height).flatMap { y in (0..<plane.width).map { UInt16(plane.row(y)[$0]) } }
    return TestImage(width: plane.width, height: plane.height, bitDepth: frame.format.bitDepth, samples: samples)
  }

  private static func fill<Sample: FixedWidthInteger & UnsignedInteger>(
    _ plane: Plane<Sample>, _ sample: (Int, Int) -> Int
  ) {
    for y in 0..<plane.height {
      for x in 0..<plane.width { plane.row(y)[x] = Sample(truncatingIfNeeded: sample(x, y)) }
    }
  }
}

extension TestImage {
  subscript(x: Int, y: Int) -> Int { Int(samples[y * width + x]) }

  /// The part inside a rectangle.
  func cropped(to rect: PixelRect) -> TestImage {
    let part = (rect.y..<rect.y + rect.height).flatMap { y in
      samples[y * width + rect.x..<y * width + rect.x + rect.width]
    }
    return TestImage(width: rect.width, height: rect.height, bitDepth: bitDepth, samples: part)
  }

  var mean: Double { samples.reduce(0) { $0 + Double($1) } / Double(samples.count) }

  var standardDeviation: Double {
    let mean = mean
    return (samples.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / Double(samples.count)).squareRoot()
  }
}
