internal import CFFmpeg

/// The shape of a picture in memory: its size and the layout of its planes.
///
/// Frames are always planar, in native byte order. Packed and palette formats are converted without loss on reading
/// (RGB becomes planar GBR), so that kernels meet a plane at a time and never an interleaving.
package struct PictureFormat: Sendable, Hashable {
  /// Width in pixels of the luma (or green) plane.
  package let width: Int
  /// Height in pixels of the luma (or green) plane.
  package let height: Int
  /// FFmpeg's name of the pixel format, for example `yuv420p` or `yuv420p10le`.
  package let pixelFormatName: String
  /// Bits that carry information in a sample, 8 to 16. Above 8 a sample is a `UInt16`.
  package let bitDepth: Int
  /// Number of planes, 1 to 4.
  package let planeCount: Int
  /// log2 of the horizontal subsampling of planes 1 and 2 of a YUV picture.
  package let chromaShiftX: Int
  /// log2 of the vertical subsampling of planes 1 and 2 of a YUV picture.
  package let chromaShiftY: Int
  /// True for planar GBR, false for YUV and grey.
  package let isRGB: Bool
  /// True if the last plane is opacity.
  package let hasAlpha: Bool

  /// Bytes of one sample: 1 or 2.
  package var bytesPerSample: Int { bitDepth > 8 ? 2 : 1 }

  /// True for planes that carry colour difference at a lower resolution.
  package func isChroma(_ plane: Int) -> Bool { !isRGB && (plane == 1 || plane == 2) }

  /// Width of a plane in samples, rounded up as FFmpeg does.
  package func width(ofPlane plane: Int) -> Int {
    isChroma(plane) ? (width + (1 << chromaShiftX) - 1) >> chromaShiftX : width
  }

  /// Height of a plane in samples, rounded up as FFmpeg does.
  package func height(ofPlane plane: Int) -> Int {
    isChroma(plane) ? (height + (1 << chromaShiftY) - 1) >> chromaShiftY : height
  }

  /// A format by FFmpeg's name.
  /// - Throws: ``MediaError`` when the name is unknown or the format is not planar with 8 to 16 bits.
  package init(width: Int, height: Int, pixelFormatName: String) throws {
    try self.init(width: width, height: height, pixelFormat: av_get_pix_fmt(pixelFormatName))
  }

  init(width: Int, height: Int, pixelFormat: AVPixelFormat) throws {
    guard width > 0, height > 0, let descriptor = av_pix_fmt_desc_get(pixelFormat)?.pointee else {
      throw MediaError(.unsupportedPixelFormat, "a picture of \(width)×\(height) has no known pixel format")
    }
    let name = String(cString: av_get_pix_fmt_name(pixelFormat))
    let flags = Int32(truncatingIfNeeded: descriptor.flags)
    let planes = Int(av_pix_fmt_count_planes(pixelFormat))
    let components = Int(descriptor.nb_components)
    let bits = Int(descriptor.comp.0.depth)
    let refused =
      AV_PIX_FMT_FLAG_BE | AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BITSTREAM | AV_PIX_FMT_FLAG_HWACCEL
      | AV_PIX_FMT_FLAG_FLOAT
    guard planes == components, flags & refused == 0, (8...16).contains(bits), descriptor.comp.0.shift == 0 else {
      throw MediaError(.unsupportedPixelFormat, "pixel format \(name) is not planar with 8 to 16 bits")
    }
    self.width = width
    self.height = height
    pixelFormatName = name
    bitDepth = bits
    planeCount = planes
    chromaShiftX = Int(descriptor.log2_chroma_w)
    chromaShiftY = Int(descriptor.log2_chroma_h)
    isRGB = flags & AV_PIX_FMT_FLAG_RGB != 0
    hasAlpha = flags & AV_PIX_FMT_FLAG_ALPHA != 0
  }

  var pixelFormat: AVPixelFormat { av_get_pix_fmt(pixelFormatName) }
}
