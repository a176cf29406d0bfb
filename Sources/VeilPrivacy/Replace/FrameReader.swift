internal import VeilMedia

/// Reads parts of a frame as red, green and blue levels, by the frame's own colour tags.
struct FrameReader {
  let frame: VideoFrame
  private let encoding: ColourEncoding

  init(_ frame: VideoFrame) {
    self.frame = frame
    encoding = ColourEncoding(frame)
  }

  /// A part of the picture, three channels.
  /// - Precondition: `region` lies inside the picture.
  func levels(of region: PixelRect) throws -> LevelPicture {
    var levels = [UInt8](repeating: 0, count: 3 * region.area)
    if frame.format.bytesPerSample == 1 {
      try read(region, as: UInt8.self, into: &levels)
    } else {
      try read(region, as: UInt16.self, into: &levels)
    }
    return try LevelPicture(width: region.width, height: region.height, channels: 3, levels: levels)
  }

  private func read<Sample: FixedWidthInteger & UnsignedInteger>(
    _ region: PixelRect, as _: Sample.Type, into levels: inout [UInt8]
  ) throws {
    let format = frame.format
    if format.isRGB {
      // Planes are green, blue, red.
      for (channel, plane) in [2, 0, 1].enumerated() {
        try frame.withPlane(plane, as: Sample.self) { plane in
          let scale = 255 / Float(format.sampleLimit)
          for y in 0..<region.height {
            let row = plane.row(region.y + y) + region.x
            for x in 0..<region.width {
              levels[(channel * region.height + y) * region.width + x] = Self.level(Float(row[x]) * scale)
            }
          }
        }
      }
      return
    }
    let conversion = RGBConversion(encoding, bitDepth: format.bitDepth)
    try frame.withPlane(0, as: Sample.self) { luma in
      guard format.paintedPlanes.count >= 3 else {
        return fill(region, luma, luma, luma, conversion, hasColour: false, into: &levels)
      }
      try frame.withPlane(1, as: Sample.self) { blue in
        try frame.withPlane(2, as: Sample.self) { red in
          fill(region, luma, blue, red, conversion, hasColour: true, into: &levels)
        }
      }
    }
  }

  private func fill<Sample: FixedWidthInteger & UnsignedInteger>(
    _ region: PixelRect, _ luma: Plane<Sample>, _ blue: Plane<Sample>, _ red: Plane<Sample>,
    _ conversion: RGBConversion, hasColour: Bool, into levels: inout [UInt8]
  ) {
    let (shiftX, shiftY) = (frame.format.chromaShiftX, frame.format.chromaShiftY)
    let plane = region.area
    levels.withUnsafeMutableBufferPointer { levels in
      for y in 0..<region.height {
        let row = luma.row(region.y + y) + region.x
        let blueRow = blue.row((region.y + y) >> (hasColour ? shiftY : 0))
        let redRow = red.row((region.y + y) >> (hasColour ? shiftY : 0))
        for x in 0..<region.width {
          let place = (region.x + x) >> shiftX
          let colour = conversion.rgb(
            luma: Float(row[x]), blue: hasColour ? Float(blueRow[place]) : conversion.neutral,
            red: hasColour ? Float(redRow[place]) : conversion.neutral)
          let target = y * region.width + x
          levels[target] = Self.level(colour.red)
          levels[plane + target] = Self.level(colour.green)
          levels[2 * plane + target] = Self.level(colour.blue)
        }
      }
    }
  }

  private static func level(_ value: Float) -> UInt8 { UInt8(min(max(value + 0.5, 0), 255)) }
}
