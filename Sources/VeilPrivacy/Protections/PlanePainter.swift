internal import VeilMedia

/// Paints one plane at a time, for samples of either size.
protocol PlanePainter {
  /// - Parameters:
  ///   - plane: the index of the plane.
  ///   - source: the original's samples; read only.
  ///   - target: the canvas's samples.
  func paint<Sample: FixedWidthInteger & UnsignedInteger>(
    plane: Int, from source: Plane<Sample>, onto target: Plane<Sample>)
}

extension FrameCanvas {
  /// Lets a painter do every plane but alpha.
  /// - Throws: ``ProtectionError`` if the frame is not of the canvas's format.
  mutating func paint(from frame: VideoFrame, with painter: some PlanePainter) throws {
    guard frame.format == format else {
      throw ProtectionError(.formatMismatch, "a canvas is not of the format of the frame to be protected")
    }
    for plane in format.paintedPlanes {
      if format.bytesPerSample == 1 {
        try paint(plane, as: UInt8.self, from: frame, with: painter)
      } else {
        try paint(plane, as: UInt16.self, from: frame, with: painter)
      }
    }
  }

  private mutating func paint<Sample: FixedWidthInteger & UnsignedInteger>(
    _ plane: Int, as _: Sample.Type, from frame: VideoFrame, with painter: some PlanePainter
  ) throws {
    try frame.withPlane(plane, as: Sample.self) { source in
      try withPlane(plane, as: Sample.self) { target in
        painter.paint(plane: plane, from: source, onto: target)
      }
    }
  }
}
