/// Turns pictures upright, so that a detector never meets a person lying on the side because the camera was turned.
package struct FrameRotator: Sendable {
  /// Clockwise quarter turns that make the coded picture upright, 0...3.
  package let quarterTurns: Int

  /// - Parameter degreesClockwise: the rotation a player applies; rounded to quarter turns, any sign.
  package init(degreesClockwise: Int) {
    quarterTurns = ((degreesClockwise % 360 + 360 + 45) / 90) % 4
  }

  /// The upright picture; the frame itself when nothing is to be turned.
  /// - Throws: ``MediaError`` when memory runs out or no format with the turned subsampling exists.
  package func upright(_ frame: VideoFrame) throws -> VideoFrame {
    guard quarterTurns != 0 else { return frame }
    let format = try upright(frame.format)
    var canvas = try FrameCanvas(like: frame, format: format)
    for plane in 0..<format.planeCount {
      if format.bytesPerSample == 1 {
        try turn(frame, plane, onto: &canvas, as: UInt8.self)
      } else {
        try turn(frame, plane, onto: &canvas, as: UInt16.self)
      }
    }
    return try canvas.finish()
  }

  /// Where a rectangle of the upright picture lies in the coded one.
  ///
  /// - Parameters:
  ///   - x: left edge in the upright picture; likewise `y`, `width`, `height`.
  ///   - codedWidth: width of the coded picture.
  ///   - codedHeight: height of the coded picture.
  package func coded(
    x: Double, y: Double, width: Double, height: Double, codedWidth: Double, codedHeight: Double
  ) -> (x: Double, y: Double, width: Double, height: Double) {
    switch quarterTurns {
    case 1: (y, codedHeight - x - width, height, width)
    case 2: (codedWidth - x - width, codedHeight - y - height, width, height)
    case 3: (codedWidth - y - height, x, height, width)
    default: (x, y, width, height)
    }
  }

  /// The format of upright pictures.
  package func upright(_ format: PictureFormat) throws -> PictureFormat {
    guard quarterTurns != 0 else { return format }
    guard quarterTurns != 2 else {
      return try PictureFormat(width: format.width, height: format.height, pixelFormatName: format.pixelFormatName)
    }
    var name = format.pixelFormatName
    if name.contains("422") {
      name.replace("422", with: "440")
    } else if name.contains("440") {
      name.replace("440", with: "422")
    }
    return try PictureFormat(width: format.height, height: format.width, pixelFormatName: name)
  }

  private func turn<Sample: FixedWidthInteger & UnsignedInteger>(
    _ frame: VideoFrame, _ index: Int, onto canvas: inout FrameCanvas, as _: Sample.Type
  ) throws {
    try frame.withPlane(index, as: Sample.self) { source in
      try canvas.withPlane(index, as: Sample.self) { target in
        for y in 0..<target.height {
          let row = target.row(y)
          switch quarterTurns {
          case 1: for x in 0..<target.width { row[x] = source.row(source.height - 1 - x)[y] }
          case 2:
            let line = source.row(source.height - 1 - y)
            for x in 0..<target.width { row[x] = line[source.width - 1 - x] }
          default: for x in 0..<target.width { row[x] = source.row(x)[source.width - 1 - y] }
          }
        }
      }
    }
  }
}
