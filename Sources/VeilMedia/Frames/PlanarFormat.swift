internal import CFFmpeg

/// Which planar format holds pictures of another format without loss.
enum PlanarFormat {
  /// The format itself if it is planar with 8 to 16 bits in native order, else the nearest such one;
  /// `AV_PIX_FMT_NONE` if there is none (hardware surfaces, floating point, XYZ).
  static func nearest(to format: AVPixelFormat) -> AVPixelFormat {
    guard let descriptor = av_pix_fmt_desc_get(format)?.pointee else { return AV_PIX_FMT_NONE }
    if (try? PictureFormat(width: 1, height: 1, pixelFormat: format)) != nil { return format }
    let flags = Int32(truncatingIfNeeded: descriptor.flags)
    guard flags & (AV_PIX_FMT_FLAG_HWACCEL | AV_PIX_FMT_FLAG_FLOAT) == 0, format != AV_PIX_FMT_XYZ12LE,
      format != AV_PIX_FMT_XYZ12BE
    else { return AV_PIX_FMT_NONE }
    return av_get_pix_fmt(name(of: descriptor, flags: flags))
  }

  private static func name(of descriptor: AVPixFmtDescriptor, flags: Int32) -> String {
    let bits = max(8, Int(descriptor.comp.0.depth))
    let hasAlpha = flags & AV_PIX_FMT_FLAG_ALPHA != 0
    let isGrey = descriptor.nb_components <= 2 && flags & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL) == 0
    let isRGB = flags & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BAYER) != 0
    if isGrey, !hasAlpha { return bits == 8 ? "gray" : "gray\(bits)le" }
    if isRGB || isGrey {
      let wide = bits == 8 ? "" : (hasAlpha && bits < 10 || [9, 11, 13, 15].contains(bits)) ? "16le" : "\(bits)le"
      return (hasAlpha ? "gbrap" : "gbrp") + wide
    }
    let subsampling =
      switch (descriptor.log2_chroma_w, descriptor.log2_chroma_h) {
      case (0, 0): "444"
      case (1, 0): "422"
      case (2, 0): "411"
      case (2, 2): "410"
      case (0, 1): "440"
      default: "420"
      }
    return "yuv\(hasAlpha ? "a" : "")\(subsampling)p" + (bits == 8 ? "" : "\(bits)le")
  }
}
