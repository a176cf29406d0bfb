/// From luma and colour difference to red, green and blue levels and back (ITU-T H.273, equations 38 to 46).
struct RGBConversion {
  let black: Float
  let neutral: Float
  private let lumaScale: Float
  private let chromaScale: Float
  private let redWeight: Float
  private let blueWeight: Float

  init(_ encoding: ColourEncoding, bitDepth: Int) {
    let limits = encoding.limits(bitDepth: bitDepth)
    black = Float(limits.black)
    neutral = Float(limits.neutral)
    lumaScale = Float(255 / limits.lumaSpan)
    chromaScale = Float(255 / limits.chromaSpan)
    redWeight = Float(encoding.redWeight)
    blueWeight = Float(encoding.blueWeight)
  }

  private var greenWeight: Float { 1 - redWeight - blueWeight }

  /// Levels of 0 to 255, not clipped, of samples.
  @inline(__always)
  func rgb(luma: Float, blue: Float, red: Float) -> (red: Float, green: Float, blue: Float) {
    let grey = (luma - black) * lumaScale
    let blueDifference = (blue - neutral) * chromaScale
    let redDifference = (red - neutral) * chromaScale
    let r = grey + 2 * (1 - redWeight) * redDifference
    let b = grey + 2 * (1 - blueWeight) * blueDifference
    return (r, (grey - redWeight * r - blueWeight * b) / greenWeight, b)
  }

  /// The sample of luma for levels of 0 to 255.
  @inline(__always)
  func luma(red: Float, green: Float, blue: Float) -> Float {
    black + grey(red: red, green: green, blue: blue) / lumaScale
  }

  /// The samples of colour difference for levels of 0 to 255.
  @inline(__always)
  func chroma(red: Float, green: Float, blue: Float) -> (blue: Float, red: Float) {
    let grey = grey(red: red, green: green, blue: blue)
    return (
      neutral + (blue - grey) / (2 * (1 - blueWeight)) / chromaScale,
      neutral + (red - grey) / (2 * (1 - redWeight)) / chromaScale
    )
  }

  /// How bright levels look, 0...255.
  @inline(__always)
  func grey(red: Float, green: Float, blue: Float) -> Float {
    redWeight * red + greenWeight * green + blueWeight * blue
  }
}
