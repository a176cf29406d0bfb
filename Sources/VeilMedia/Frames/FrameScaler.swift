internal import CFFmpeg

/// Turns frames, or parts of them, into packed 8-bit BGR pictures of a wanted size: what neural networks eat.
///
/// Keeps the scaling context of the last conversion, so one scaler serves one stream. Not `Sendable`: every consumer
/// has its own.
package final class FrameScaler {
  private var context: OpaquePointer?

  package init() {}

  deinit { sws_freeContext(context) }

  /// Scales a region of a frame (bicubic, area-averaging when shrinking) into packed BGR.
  ///
  /// - Parameters:
  ///   - frame: the picture to read.
  ///   - region: the part to read, inside the picture; its origin is rounded down to the chroma grid. `nil`: all of it.
  ///   - width: columns of the result.
  ///   - height: rows of the result.
  ///   - destination: room for `height` rows.
  ///   - bytesPerRow: distance of rows in `destination`, at least `3 * width`.
  /// - Throws: ``MediaError`` when the conversion is impossible or memory runs out.
  package func scaleToBGR(
    _ frame: VideoFrame, region: PixelRect? = nil, width: Int, height: Int,
    into destination: UnsafeMutableRawBufferPointer, bytesPerRow: Int
  ) throws {
    let format = frame.format
    let whole = PixelRect(x: 0, y: 0, width: format.width, height: format.height)
    guard let source = (region ?? whole).clipped(toWidth: format.width, height: format.height), width > 0, height > 0,
      bytesPerRow >= 3 * width, destination.count >= (height - 1) * bytesPerRow + 3 * width
    else { throw MediaError(.unexpected, "a region of a picture cannot be scaled to \(width)×\(height)") }

    let isShrinking = source.width > width || source.height > height
    let flags = (isShrinking ? SWS_AREA : SWS_BICUBIC) | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INP
    context = sws_getCachedContext(
      context, Int32(source.width), Int32(source.height), format.pixelFormat, Int32(width), Int32(height),
      AV_PIX_FMT_BGR24, flags | SWS_FULL_CHR_H_INT, nil, nil, nil)
    guard let context else {
      throw MediaError(.unsupportedPixelFormat, "\(format.pixelFormatName) cannot be converted to BGR")
    }
    var planes = [UnsafePointer<UInt8>?](repeating: nil, count: 4)
    var strides = [Int32](repeating: 0, count: 4)
    for plane in 0..<format.planeCount {
      let shiftX = format.isChroma(plane) ? format.chromaShiftX : 0
      let shiftY = format.isChroma(plane) ? format.chromaShiftY : 0
      let data = withUnsafeBytes(of: frame.pointer.pointee.data) {
        $0.bindMemory(to: UnsafeMutablePointer<UInt8>?.self)[plane]
      }
      let stride = withUnsafeBytes(of: frame.pointer.pointee.linesize) { $0.bindMemory(to: Int32.self)[plane] }
      guard let data else { throw MediaError(.unexpected, "a frame came without plane \(plane)") }
      let offset = (source.y >> shiftY) * Int(stride) + (source.x >> shiftX) * format.bytesPerSample
      planes[plane] = UnsafePointer(data + offset)
      strides[plane] = stride
    }
    var targets: [UnsafeMutablePointer<UInt8>?] = [
      destination.baseAddress?.assumingMemoryBound(to: UInt8.self), nil, nil, nil,
    ]
    var targetStrides: [Int32] = [Int32(bytesPerRow), 0, 0, 0]
    let rows = sws_scale(context, planes, strides, 0, Int32(source.height), &targets, &targetStrides)
    guard rows == Int32(height) else { throw MediaError(.unexpected, "scaling a picture stopped half-way") }
  }
}
