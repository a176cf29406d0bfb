internal import CFFmpeg

/// EXIF's eight ways of holding a camera (JEITA CP-3451 §4.6.4).
struct Orientation {
  /// True if the stored picture is mirrored left to right, before it is turned.
  let isMirrored: Bool
  /// Degrees clockwise by which the stored picture is turned to be upright.
  let degreesClockwise: Int

  init(_ exif: Int) {
    isMirrored = [2, 4, 5, 7].contains(exif)
    degreesClockwise =
      switch exif {
      case 3, 4: 180
      case 6, 7: 90
      case 5, 8: 270
      default: 0
      }
  }

  /// The picture as it was seen.
  func upright(_ frame: VideoFrame) throws -> VideoFrame {
    guard isMirrored || degreesClockwise != 0 else { return frame }
    let turnable = degreesClockwise % 180 == 0 ? frame : try withSquareChroma(frame)
    let mirrored = isMirrored ? try mirror(turnable) : turnable
    return try FrameRotator(degreesClockwise: degreesClockwise).upright(mirrored)
  }

  /// Chroma that is halved in one direction only could not be stored after turning.
  private func withSquareChroma(_ frame: VideoFrame) throws -> VideoFrame {
    let format = frame.format
    guard format.chromaShiftX != format.chromaShiftY else { return frame }
    let suffix = format.pixelFormatName.drop { $0 != "p" }
    let prefix = format.pixelFormatName.prefix { !$0.isNumber }
    let target = av_get_pix_fmt(prefix + "444" + suffix)
    let pointer = try FrameConverter(to: target).convert(frame.pointer)
    return try VideoFrame(adopting: pointer, timestamp: frame.timestamp, isDamaged: frame.isDamaged)
  }

  private func mirror(_ frame: VideoFrame) throws -> VideoFrame {
    var canvas = try FrameCanvas(copying: frame)
    for plane in 0..<frame.format.planeCount {
      if frame.format.bytesPerSample == 1 {
        try canvas.withPlane(plane, as: UInt8.self) { $0.mirrorRows() }
      } else {
        try canvas.withPlane(plane, as: UInt16.self) { $0.mirrorRows() }
      }
    }
    return try canvas.finish()
  }
}

extension Plane {
  fileprivate func mirrorRows() {
    for y in 0..<height {
      var line = UnsafeMutableBufferPointer(start: row(y), count: width)
      line.reverse()
    }
  }
}
