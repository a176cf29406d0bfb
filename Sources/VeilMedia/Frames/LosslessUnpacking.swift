internal import CFFmpeg

/// Takes apart the formats that swscale converts only by way of YUV, with loss: palettes, and grey with opacity.
enum LosslessUnpacking {
  /// Fills a planar GBR picture with opacity.
  /// - Returns: false if the format is none of these, and nothing was done.
  static func unpack(_ source: AVFrame, into target: AVFrame) -> Bool {
    let planes = withUnsafeBytes(of: target.data) { $0.bindMemory(to: UnsafeMutablePointer<UInt8>?.self).map(\.self) }
    let strides = withUnsafeBytes(of: target.linesize) { $0.bindMemory(to: Int32.self).map(Int.init) }
    let format = AVPixelFormat(source.format)
    guard let pixels = source.data.0, let green = planes[0], let blue = planes[1], let red = planes[2],
      let alpha = planes[3]
    else { return false }
    let isWide = [AV_PIX_FMT_YA16LE, AV_PIX_FMT_YA16BE].contains(format)
    guard isWide || format == AV_PIX_FMT_YA8 || format == AV_PIX_FMT_PAL8 else { return false }
    for y in 0..<Int(source.height) {
      let row = pixels + y * Int(source.linesize.0)
      let outputs = zip([green, blue, red, alpha], strides).map { $0 + y * $1 }
      if format == AV_PIX_FMT_PAL8 {
        guard let palette = source.data.1 else { return false }
        lookUp(row, palette, outputs, Int(source.width))
      } else if isWide {
        spread16(row, outputs, Int(source.width), isBig: format == AV_PIX_FMT_YA16BE)
      } else {
        for x in 0..<Int(source.width) {
          for output in outputs.prefix(3) { output[x] = row[2 * x] }
          outputs[3][x] = row[2 * x + 1]
        }
      }
    }
    return true
  }

  /// Palette entries are ARGB in native order, which is B, G, R, A in memory.
  private static func lookUp(
    _ row: UnsafeMutablePointer<UInt8>, _ palette: UnsafeMutablePointer<UInt8>,
    _ outputs: [UnsafeMutablePointer<UInt8>], _ width: Int
  ) {
    let places = [1, 0, 2, 3]
    for (output, place) in zip(outputs, places) {
      for x in 0..<width { output[x] = palette[4 * Int(row[x]) + place] }
    }
  }

  private static func spread16(
    _ row: UnsafeMutablePointer<UInt8>, _ outputs: [UnsafeMutablePointer<UInt8>], _ width: Int, isBig: Bool
  ) {
    let (low, high) = isBig ? (1, 0) : (0, 1)
    for (index, output) in outputs.enumerated() {
      let offset = index == 3 ? 2 : 0
      for x in 0..<width {
        output[2 * x] = row[4 * x + offset + low]
        output[2 * x + 1] = row[4 * x + offset + high]
      }
    }
  }
}
