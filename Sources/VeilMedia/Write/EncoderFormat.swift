internal import CFFmpeg

/// How frames of a stream are stored by an encoder that may not know their pixel format.
struct EncoderFormat {
  let pixelFormat: AVPixelFormat
  let colour: ColourTags
  /// What is not stored as it came, one clause for people; nil if everything is.
  let note: String?

  /// - Throws: ``MediaError`` `.encoder` when the encoder stores nothing like it.
  init(for format: PictureFormat, colour: ColourTags, codec: VideoCodec, encoder: UnsafePointer<AVCodec>) throws {
    let source = format.pixelFormat
    let isOdd = codec.needsEvenSize && !Self.fits(source, format)
    let candidates = Self.candidates(codec, encoder).filter { !codec.needsEvenSize || Self.fits($0, format) }
    let plain = source.withoutRangeInName
    var best = candidates.first { $0 == source } ?? candidates.first { $0 == plain }
    if best == nil {
      var loss: Int32 = 0
      let chosen = avcodec_find_best_pix_fmt_of_list(candidates + [AV_PIX_FMT_NONE], plain, 0, &loss)
      best = chosen == AV_PIX_FMT_NONE ? nil : chosen
    }
    guard let best else {
      throw MediaError(.encoder, "\(codec.rawValue) cannot store \(format.pixelFormatName); choose another codec")
    }
    pixelFormat = best
    var tags = colour
    if source.isRGB, !best.isRGB {
      tags.matrix = AVCOL_SPC_BT709.rawValue
      tags.range = AVCOL_RANGE_MPEG.rawValue
    }
    if best.isFullRangeByName || source.isFullRangeByName { tags.range = AVCOL_RANGE_JPEG.rawValue }
    self.colour = tags
    let name = String(cString: av_get_pix_fmt_name(best))
    let isSame = best.withoutRangeInName == plain
    note =
      isSame
      ? nil
      : "\(format.pixelFormatName) is stored as \(name)"
        + (isOdd ? ", because \(codec.rawValue) cannot say an odd size otherwise" : "")
  }

  private static func candidates(_ codec: VideoCodec, _ encoder: UnsafePointer<AVCodec>) -> [AVPixelFormat] {
    if codec == .mjpeg { return [AV_PIX_FMT_YUVJ420P, AV_PIX_FMT_YUVJ422P, AV_PIX_FMT_YUVJ444P] }
    var formats: [AVPixelFormat] = []
    guard let list = encoder.pointee.pix_fmts else { return [] }
    while list[formats.count] != AV_PIX_FMT_NONE { formats.append(list[formats.count]) }
    return formats.filter { (try? PictureFormat(width: 1, height: 1, pixelFormat: $0)) != nil }
  }

  /// True if the size is a multiple of the chroma subsampling.
  private static func fits(_ pixelFormat: AVPixelFormat, _ format: PictureFormat) -> Bool {
    guard let descriptor = av_pix_fmt_desc_get(pixelFormat)?.pointee else { return false }
    return format.width % (1 << Int(descriptor.log2_chroma_w)) == 0
      && format.height % (1 << Int(descriptor.log2_chroma_h)) == 0
  }
}

extension AVPixelFormat {
  /// `yuv420p` for `yuvj420p`: the same layout, the range being said elsewhere.
  var withoutRangeInName: AVPixelFormat {
    guard isFullRangeByName, let name = av_get_pix_fmt_name(self) else { return self }
    return av_get_pix_fmt("yuv" + String(cString: name).dropFirst(4))
  }
}
