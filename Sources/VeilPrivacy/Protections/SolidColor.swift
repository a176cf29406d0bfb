internal import VeilMedia

/// The colour that ``SolidProtection`` paints with.
package struct SolidColor: Sendable, Hashable, CustomStringConvertible {
  /// Red, green and blue, 0...255, as a screen shows them.
  package var red: UInt8
  package var green: UInt8
  package var blue: UInt8

  package init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  package static let black = SolidColor(red: 0, green: 0, blue: 0)
  package static let grey = SolidColor(red: 128, green: 128, blue: 128)
  package static let white = SolidColor(red: 255, green: 255, blue: 255)

  /// A name (`black`, `grey`, `gray`, `white`) or `#rrggbb`; nil for anything else.
  package init?(_ text: String) {
    switch text.lowercased() {
    case "black": self = .black
    case "grey", "gray": self = .grey
    case "white": self = .white
    case let hex where hex.utf8.count == 7 && hex.first == "#":
      guard hex.dropFirst().allSatisfy(\.isHexDigit), let value = UInt32(hex.dropFirst(), radix: 16) else { return nil }
      self.init(
        red: UInt8(value >> 16), green: UInt8(value >> 8 & 0xFF), blue: UInt8(value & 0xFF))
    default: return nil
    }
  }

  package var description: String {
    "#"
      + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// The colour as sample values of the planes of a format, without alpha.
  ///
  /// Luma and colour difference by ITU-T H.273 (equations 38 to 46): limited range gives black 16 and white 235 at 8
  /// bits, full range 0 and 255, both scaled to the bit depth.
  func samples(in format: PictureFormat, _ encoding: ColourEncoding) -> [Int] {
    let rgb = [red, green, blue].map { Double($0) / 255 }
    if format.isRGB { return [rgb[1], rgb[2], rgb[0]].map { Int(($0 * Double(format.sampleLimit)).rounded()) } }
    let luma = encoding.redWeight * rgb[0] + encoding.greenWeight * rgb[1] + encoding.blueWeight * rgb[2]
    let differences = [
      (rgb[2] - luma) / (2 * (1 - encoding.blueWeight)), (rgb[0] - luma) / (2 * (1 - encoding.redWeight)),
    ]
    let limits = encoding.limits(bitDepth: format.bitDepth)
    let chroma = differences.map { Int((limits.neutral + $0 * limits.chromaSpan).rounded()) }
    let samples = [Int((limits.black + luma * limits.lumaSpan).rounded())] + chroma
    return Array(samples.prefix(format.paintedPlanes.count)).map { min(max($0, 0), format.sampleLimit) }
  }
}
