internal import CFFmpeg

/// Changes the pixel format of frames of one stream, keeping size, timestamps and colour tags.
final class FrameConverter {
  private var context: OpaquePointer?
  private let target: AVPixelFormat

  /// - Parameter target: the format wanted.
  init(to target: AVPixelFormat) { self.target = target }

  deinit { sws_freeContext(context) }

  /// A converted copy.
  /// - Returns: a frame that the caller owns.
  func convert(_ frame: UnsafeMutablePointer<AVFrame>) throws -> UnsafeMutablePointer<AVFrame> {
    let source = frame.pointee
    guard let copy = av_frame_alloc() else { throw MediaError(.outOfMemory, "out of memory for a frame") }
    copy.pointee.width = source.width
    copy.pointee.height = source.height
    copy.pointee.format = target.rawValue
    do {
      try check(av_frame_get_buffer(copy, 0), .outOfMemory, "making room for a frame")
      try check(av_frame_copy_props(copy, frame), .unexpected, "copying a frame's properties")
      if !LosslessUnpacking.unpack(source, into: copy.pointee) { try scale(frame, into: copy) }
    } catch {
      var owned: UnsafeMutablePointer<AVFrame>? = copy
      av_frame_free(&owned)
      throw error
    }
    return copy
  }

  private func scale(_ frame: UnsafeMutablePointer<AVFrame>, into copy: UnsafeMutablePointer<AVFrame>) throws {
    let source = frame.pointee
    context = sws_getCachedContext(
      context, source.width, source.height, AVPixelFormat(source.format), source.width, source.height, target,
      SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP | SWS_BITEXACT, nil, nil, nil)
    guard let context else {
      throw MediaError(.unsupportedPixelFormat, "pictures of this film cannot be converted for the encoder")
    }
    keepColours(of: source, in: context)
    try check(sws_scale_frame(context, copy, frame), .unexpected, "converting a frame")
  }

  /// Sample values mean the same colours before and after, whatever the formats' defaults are.
  private func keepColours(of source: AVFrame, in context: OpaquePointer) {
    let format = AVPixelFormat(source.format)
    let isFull = source.color_range == AVCOL_RANGE_JPEG || format.isFullRangeByName
    // From RGB, encoders are told BT.709; YUV that does not say is taken as pictures are, BT.601.
    let matrix =
      format.isRGB
      ? SWS_CS_ITU709 : source.colorspace == AVCOL_SPC_UNSPECIFIED ? SWS_CS_DEFAULT : Int32(source.colorspace.rawValue)
    let coefficients = sws_getCoefficients(matrix)
    let full: Int32 = isFull ? 1 : 0
    let sourceIsRGB = format.isRGB
    let range: (from: Int32, to: Int32) =
      switch (sourceIsRGB, target.isRGB) {
      case (true, false): (1, target.isFullRangeByName ? 1 : 0)
      case (false, true): (full, 1)
      default: (full, target.isFullRangeByName ? 1 : full)
      }
    sws_setColorspaceDetails(context, coefficients, range.from, coefficients, range.to, 0, 1 << 16, 1 << 16)
  }
}

extension AVPixelFormat {
  var isRGB: Bool {
    guard let descriptor = av_pix_fmt_desc_get(self)?.pointee else { return false }
    return Int32(truncatingIfNeeded: descriptor.flags) & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL) != 0
  }

  /// The `yuvj` formats, which say "full range" by their name.
  var isFullRangeByName: Bool {
    av_get_pix_fmt_name(self).map { String(cString: $0).hasPrefix("yuvj") } ?? false
  }
}
