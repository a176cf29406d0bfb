internal import CFFmpeg

/// One decoded picture with its presentation time. Immutable: whoever wants to paint takes a ``FrameCanvas`` of it.
///
/// Owns its `AVFrame`. `@unchecked Sendable` because nothing changes the frame after `init` and FFmpeg's buffer
/// reference counts are atomic.
package final class VideoFrame: @unchecked Sendable {
  let pointer: UnsafeMutablePointer<AVFrame>

  package let format: PictureFormat
  /// When the picture is shown, in the stream's own time base.
  package let timestamp: Timestamp
  /// How long the picture is shown, in ticks of the timestamp's base; 0 if unknown.
  package var durationTicks: Int64 { pointer.pointee.pkt_duration }
  /// How samples mean colours.
  package var colour: ColourTags { ColourTags(pointer.pointee) }
  /// True if the decoder concealed or lost part of the picture; such a frame never passes through.
  package let isDamaged: Bool

  /// Takes ownership of a frame whose data is reference counted and whose format is known.
  init(adopting pointer: UnsafeMutablePointer<AVFrame>, format: PictureFormat, timestamp: Timestamp, isDamaged: Bool) {
    self.pointer = pointer
    self.format = format
    self.timestamp = timestamp
    self.isDamaged = isDamaged
  }

  /// Takes ownership of a frame whose data is reference counted.
  init(adopting pointer: UnsafeMutablePointer<AVFrame>, timestamp: Timestamp, isDamaged: Bool) throws {
    do {
      format = try PictureFormat(
        width: Int(pointer.pointee.width), height: Int(pointer.pointee.height),
        pixelFormat: AVPixelFormat(pointer.pointee.format))
    } catch {
      var owned: UnsafeMutablePointer<AVFrame>? = pointer
      av_frame_free(&owned)
      throw error
    }
    self.pointer = pointer
    self.timestamp = timestamp
    self.isDamaged = isDamaged
  }

  /// The same picture, not to be trusted.
  func markedDamaged() throws -> VideoFrame {
    guard let reference = av_frame_clone(pointer) else { throw MediaError(.outOfMemory, "out of memory for a frame") }
    return VideoFrame(adopting: reference, format: format, timestamp: timestamp, isDamaged: true)
  }

  deinit {
    var owned: UnsafeMutablePointer<AVFrame>? = pointer
    av_frame_free(&owned)
  }

  /// Reads the samples of one plane. `Sample` is `UInt8` for 8-bit formats and `UInt16` above.
  /// - Precondition: `plane` is below `format.planeCount` and `Sample` has `format.bytesPerSample` bytes.
  package func withPlane<Sample: FixedWidthInteger & UnsignedInteger, Result>(
    _ plane: Int, as _: Sample.Type = Sample.self, _ body: (Plane<Sample>) throws -> Result
  ) throws -> Result {
    try body(pointer.plane(plane, of: format))
  }
}

extension UnsafeMutablePointer<AVFrame> {
  func plane<Sample>(_ index: Int, of format: PictureFormat) throws -> Plane<Sample> {
    precondition(index < format.planeCount && MemoryLayout<Sample>.size == format.bytesPerSample)
    let data = withUnsafeBytes(of: pointee.data) { $0.bindMemory(to: UnsafeMutablePointer<UInt8>?.self)[index] }
    let bytesPerRow = withUnsafeBytes(of: pointee.linesize) { Int($0.bindMemory(to: Int32.self)[index]) }
    guard let data else { throw MediaError(.unexpected, "a frame came without plane \(index)") }
    return Plane(
      base: UnsafeMutableRawPointer(data).assumingMemoryBound(to: Sample.self),
      width: format.width(ofPlane: index), height: format.height(ofPlane: index),
      stride: bytesPerRow / MemoryLayout<Sample>.size)
  }
}
