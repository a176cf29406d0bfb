internal import VeilMedia

/// Which part of a picture a backbone is shown, and how: the picture itself for classifying, others beside it for training.
package struct FrameView: Sendable, Hashable, Codable {
  /// The part, in shares of width and height: 0, 0, 1, 1 is all of it.
  package var left: Double
  package var top: Double
  package var width: Double
  package var height: Double
  /// Left and right change places.
  package var isMirrored: Bool
  /// Factor of the brightness.
  package var gain: Double

  package init(
    left: Double = 0, top: Double = 0, width: Double = 1, height: Double = 1, isMirrored: Bool = false, gain: Double = 1
  ) {
    self.left = left
    self.top = top
    self.width = width
    self.height = height
    self.isMirrored = isMirrored
    self.gain = gain
  }

  /// The picture as it is.
  package static let whole = FrameView()
  /// The picture as a mirror shows it.
  package static let mirrored = FrameView(isMirrored: true)

  /// What a head learns from beside the picture itself: mirrored, four corners of 85 %, darker and brighter. No view
  /// changes what a person would say of the picture.
  package static let augmentations: [FrameView] = [
    .mirrored,
    FrameView(left: 0, top: 0, width: 0.85, height: 0.85),
    FrameView(left: 0.15, top: 0, width: 0.85, height: 0.85, isMirrored: true),
    FrameView(left: 0, top: 0.15, width: 0.85, height: 0.85, isMirrored: true),
    FrameView(left: 0.15, top: 0.15, width: 0.85, height: 0.85),
    FrameView(gain: 0.6),
    FrameView(isMirrored: true, gain: 1.4),
  ]

  /// True if the samples of the picture have to be changed, not only its edges.
  var changesSamples: Bool { isMirrored || gain != 1 }

  /// The part in pixels of a picture.
  func region(width pictureWidth: Int, height pictureHeight: Int) -> PixelRect {
    // Mirroring comes first, so that the part is the one that the mirrored picture shows there.
    let x = Int((Double(pictureWidth) * left).rounded())
    let y = Int((Double(pictureHeight) * top).rounded())
    return PixelRect(
      x: x, y: y, width: max(1, min(pictureWidth - x, Int((Double(pictureWidth) * width).rounded()))),
      height: max(1, min(pictureHeight - y, Int((Double(pictureHeight) * height).rounded()))))
  }

  /// The picture mirrored and brightened; itself where neither is asked for.
  func applied(to frame: VideoFrame) throws -> VideoFrame {
    guard changesSamples else { return frame }
    var canvas = try FrameCanvas(copying: frame)
    for plane in 0..<frame.format.planeCount {
      if frame.format.bytesPerSample == 1 {
        try change(plane, of: frame.format, on: &canvas, as: UInt8.self)
      } else {
        try change(plane, of: frame.format, on: &canvas, as: UInt16.self)
      }
    }
    return try canvas.finish()
  }

  private func change<Sample: FixedWidthInteger & UnsignedInteger>(
    _ index: Int, of format: PictureFormat, on canvas: inout FrameCanvas, as _: Sample.Type
  ) throws {
    let brightens = gain != 1 && !format.isChroma(index)
    let top = Double(1 << format.bitDepth - 1)
    try canvas.withPlane(index, as: Sample.self) { plane in
      for y in 0..<plane.height {
        var row = UnsafeMutableBufferPointer(start: plane.row(y), count: plane.width)
        if isMirrored { row.reverse() }
        if brightens { for x in row.indices { row[x] = Sample(min(top, (Double(row[x]) * gain).rounded())) } }
      }
    }
  }
}
