package import VeilMedia

/// A small picture in memory: 8-bit blue, green and red, row by row.
package struct BGRPicture: Sendable, Hashable {
  package let width: Int
  package let height: Int
  package let bytes: [UInt8]

  /// A part of a frame, stretched to a size.
  /// - Throws: `MediaError` when the part lies outside the picture.
  package init(of frame: VideoFrame, region: PixelRect? = nil, width: Int, height: Int) throws {
    var bytes = [UInt8](repeating: 0, count: 3 * width * height)
    try bytes.withUnsafeMutableBytes {
      try FrameScaler().scaleToBGR(
        frame, region: region, width: width, height: height, into: $0, bytesPerRow: 3 * width)
    }
    self.init(width: width, height: height, bytes: bytes)
  }

  /// - Precondition: three bytes a pixel.
  init(width: Int, height: Int, bytes: [UInt8]) {
    precondition(bytes.count == 3 * width * height)
    self.width = width
    self.height = height
    self.bytes = bytes
  }

  /// The picture as a frame.
  package func frame() throws -> VideoFrame {
    let format = try PictureFormat(width: width, height: height, pixelFormatName: "gbrp")
    var canvas = try FrameCanvas(format, at: Timestamp(ticks: 0, base: TimeBase(numerator: 1, denominator: 25)))
    for (plane, channel) in [(0, 1), (1, 0), (2, 2)] {
      try canvas.withPlane(plane, as: UInt8.self) { target in
        for y in 0..<height {
          for x in 0..<width { target.row(y)[x] = bytes[3 * (y * width + x) + channel] }
        }
      }
    }
    return try canvas.finish()
  }
}
