import VeilMedia
import VeilTesting

/// A picture of one channel for tests; samples as `UInt16` at any depth.
struct TestImage: Sendable {
  var width: Int
  var height: Int
  var bitDepth: Int
  var samples: [UInt16]

  enum Content: Sendable, CaseIterable {
    /// Every sample by chance.
    case noise
    /// Smooth shading with hard-edged bars on it, as on a plate.
    case bars
  }

  init(width: Int, height: Int, bitDepth: Int, samples: [UInt16]) {
    self.width = width
    self.height = height
    self.bitDepth = bitDepth
    self.samples = samples
  }

  init(_ content: Content, width: Int, height: Int, bitDepth: Int = 8, seed: UInt64 = 1) {
    var random = SplitMix64(seed: seed)
    let limit = (1 << bitDepth) - 1
    let samples = (0..<width * height).map { index in
      let x = index % width
      let y = index / width
      return switch content {
      case .noise: UInt16(random.next() % UInt64(limit + 1))
      case .bars: UInt16((x / 5 + y / 9) % 3 == 0 ? limit / 8 : limit * (x + 2 * y) / (width + 2 * height))
      }
    }
    self.init(width: width, height: height, bitDepth: bitDepth, samples: samples)
  }

  /// Gives a body the samples as a plane of 8 or 16 bits and keeps what it writes.
  mutating func withPlane<Sample: FixedWidthInteger & UnsignedInteger>(
    as _: Sample.Type, _ body: (Plane<Sample>) -> Void
  ) {
    var typed = samples.map { Sample(truncatingIfNeeded: $0) }
    typed.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      body(Plane(base: base, width: width, height: height, stride: width))
    }
    samples = typed.map { UInt16(truncatingIfNeeded: $0) }
  }
}
