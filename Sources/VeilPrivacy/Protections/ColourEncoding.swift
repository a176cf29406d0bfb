internal import VeilMedia

/// How the samples of a frame mean luma and colour difference.
struct ColourEncoding: Sendable, Hashable {
  /// Full-range samples use all values, limited ones leave room at both ends.
  var isFullRange: Bool
  /// Share of red in luma.
  var redWeight: Double
  /// Share of blue in luma.
  var blueWeight: Double

  var greenWeight: Double { 1 - redWeight - blueWeight }

  /// Values of black and of neutral colour difference, and the spans of luma and colour difference around them.
  struct Limits: Sendable {
    let black: Double
    let lumaSpan: Double
    let neutral: Double
    let chromaSpan: Double
  }

  func limits(bitDepth: Int) -> Limits {
    let unit = Double(1 << (bitDepth - 8))
    let highest = Double((1 << bitDepth) - 1)
    return isFullRange
      ? Limits(black: 0, lumaSpan: highest, neutral: 128 * unit, chromaSpan: highest)
      : Limits(black: 16 * unit, lumaSpan: 219 * unit, neutral: 128 * unit, chromaSpan: 224 * unit)
  }

  /// What a frame's colour tags say. Without a matrix it is BT.709 from 720 rows on and BT.601 below; without a range
  /// it is limited, except in the `yuvj` formats.
  init(_ frame: VideoFrame) {
    self.init(format: frame.format, matrix: frame.colour.matrix, isFullRange: frame.colour.isFullRange)
  }

  /// - Parameter matrix: code point of ITU-T H.273 §8.3; 2 is unknown.
  init(format: PictureFormat, matrix: UInt32, isFullRange: Bool) {
    let weights =
      switch matrix {
      case 1: Self.bt709
      case 5, 6: Self.bt601
      case 9, 10: Self.bt2020
      default: min(format.width, format.height) >= 720 ? Self.bt709 : Self.bt601
      }
    self.init(
      isFullRange: isFullRange || format.pixelFormatName.hasPrefix("yuvj"), redWeight: weights.red,
      blueWeight: weights.blue)
  }

  private static let bt601 = (red: 0.299, blue: 0.114)
  private static let bt709 = (red: 0.2126, blue: 0.0722)
  private static let bt2020 = (red: 0.2627, blue: 0.0593)

  init(isFullRange: Bool, redWeight: Double, blueWeight: Double) {
    self.isFullRange = isFullRange
    self.redWeight = redWeight
    self.blueWeight = blueWeight
  }
}
