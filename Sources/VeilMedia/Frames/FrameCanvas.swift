internal import CFFmpeg

/// A picture that may be painted on: the only mutable form of a frame, owned by exactly one place at a time.
///
/// Decoders keep references to what they return, so painting always happens on a copy.
package struct FrameCanvas: ~Copyable {
  private let pointer: UnsafeMutablePointer<AVFrame>
  private var timestamp: Timestamp
  package let format: PictureFormat

  /// A deep copy of a frame with its timestamp, colour tags and aspect ratio.
  /// - Throws: ``MediaError`` when memory runs out.
  package init(copying frame: VideoFrame) throws {
    let pointer = try Self.allocate(frame.format)
    var owned: UnsafeMutablePointer<AVFrame>? = pointer
    do {
      try check(av_frame_copy(pointer, frame.pointer), .unexpected, "copying a frame")
      try check(av_frame_copy_props(pointer, frame.pointer), .unexpected, "copying a frame's properties")
    } catch {
      av_frame_free(&owned)
      throw error
    }
    self.pointer = pointer
    timestamp = frame.timestamp
    format = frame.format
  }

  /// A picture of undefined content, to be painted completely.
  /// - Throws: ``MediaError`` when memory runs out.
  package init(_ format: PictureFormat, at timestamp: Timestamp) throws {
    pointer = try Self.allocate(format)
    self.timestamp = timestamp
    self.format = format
  }

  /// A picture of undefined content that takes the place of another: same time and colour tags.
  /// - Parameter format: its shape; nil: the other's.
  /// - Throws: ``MediaError`` when memory runs out.
  package init(like frame: VideoFrame, format wanted: PictureFormat? = nil) throws {
    let format = wanted ?? frame.format
    let pointer = try Self.allocate(format)
    let copied = av_frame_copy_props(pointer, frame.pointer)
    guard copied >= 0 else {
      var owned: UnsafeMutablePointer<AVFrame>? = pointer
      av_frame_free(&owned)
      throw MediaError(.outOfMemory, "out of memory for a frame")
    }
    self.pointer = pointer
    timestamp = frame.timestamp
    self.format = format
  }

  deinit {
    var owned: UnsafeMutablePointer<AVFrame>? = pointer
    av_frame_free(&owned)
  }

  /// Reads and writes the samples of one plane. `Sample` is `UInt8` for 8-bit formats and `UInt16` above.
  package mutating func withPlane<Sample: FixedWidthInteger & UnsignedInteger, Result>(
    _ plane: Int, as _: Sample.Type = Sample.self, _ body: (Plane<Sample>) throws -> Result
  ) throws -> Result {
    try body(pointer.plane(plane, of: format))
  }

  /// Paints the whole picture black.
  package mutating func fillBlack(isFullRange: Bool = false) throws {
    let rows = withUnsafeBytes(of: pointer.pointee.linesize) { $0.bindMemory(to: Int32.self).prefix(4).map(Int.init) }
    var planes = withUnsafeBytes(of: pointer.pointee.data) {
      Array($0.bindMemory(to: UnsafeMutablePointer<UInt8>?.self).prefix(4))
    }
    try check(
      av_image_fill_black(
        &planes, rows, format.pixelFormat, isFullRange ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG, Int32(format.width),
        Int32(format.height)), .unexpected, "painting a frame black")
    pointer.pointee.color_range = isFullRange ? AVCOL_RANGE_JPEG : pointer.pointee.color_range
  }

  /// Ends painting: the picture becomes an immutable frame.
  /// - Parameter isDamaged: true for a picture that stands for one that could not be decoded.
  package consuming func finish(isDamaged: Bool = false) throws -> VideoFrame {
    guard let reference = av_frame_clone(pointer) else {
      throw MediaError(.outOfMemory, "out of memory for a frame of \(format.width)×\(format.height)")
    }
    return VideoFrame(adopting: reference, format: format, timestamp: timestamp, isDamaged: isDamaged)
  }

  private static func allocate(_ format: PictureFormat) throws -> UnsafeMutablePointer<AVFrame> {
    guard let frame = av_frame_alloc() else { throw MediaError(.outOfMemory, "out of memory for a frame") }
    frame.pointee.width = Int32(format.width)
    frame.pointee.height = Int32(format.height)
    frame.pointee.format = format.pixelFormat.rawValue
    let result = av_frame_get_buffer(frame, 0)
    guard result >= 0 else {
      var owned: UnsafeMutablePointer<AVFrame>? = frame
      av_frame_free(&owned)
      throw MediaError(.outOfMemory, "out of memory for a frame of \(format.width)×\(format.height)")
    }
    return frame
  }
}
