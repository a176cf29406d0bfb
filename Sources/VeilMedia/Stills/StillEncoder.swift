internal import CFFmpeg

/// Encodes one picture into the bytes of a file.
enum StillEncoder {
  /// - Parameter quality: 1...100 for JPEG and WebP.
  static func encode(_ frame: VideoFrame, as format: StillFormat, quality: Double) throws -> [UInt8] {
    guard let codec = avcodec_find_encoder_by_name(format.encoderName), let context = avcodec_alloc_context3(codec)
    else { throw MediaError(.encoder, "this machine's FFmpeg cannot write \(format.rawValue)") }
    var owned: UnsafeMutablePointer<AVCodecContext>? = context
    defer { avcodec_free_context(&owned) }
    let source = frame.format.pixelFormat
    let plain = source.withoutRangeInName
    let candidates = format.pixelFormats
    var loss: Int32 = 0
    let target =
      candidates.first { $0 == source }
      ?? avcodec_find_best_pix_fmt_of_list(
        candidates + [AV_PIX_FMT_NONE], plain, frame.format.hasAlpha ? 1 : 0, &loss)
    context.pointee.width = Int32(clamping: frame.format.width)
    context.pointee.height = Int32(clamping: frame.format.height)
    context.pointee.pix_fmt = target
    context.pointee.time_base = AVRational(num: 1, den: 25)
    context.pointee.flags |= AV_CODEC_FLAG_BITEXACT
    context.pointee.thread_count = 1
    setQuality(context, format, quality, isLossless: frame.format.isRGB)
    try check(avcodec_open2(context, codec, nil), .encoder, "writing a \(format.rawValue)")
    var raw: UnsafeMutablePointer<AVFrame>? =
      target == source ? av_frame_clone(frame.pointer) : try FrameConverter(to: target).convert(frame.pointer)
    defer { av_frame_free(&raw) }
    raw?.removePrivateData()
    raw?.pointee.pts = 0
    try check(avcodec_send_frame(context, raw), .encoder, "writing a \(format.rawValue)")
    try check(avcodec_send_frame(context, nil), .encoder, "writing a \(format.rawValue)")
    let slot = try PacketSlot()
    try check(avcodec_receive_packet(context, slot.pointer), .encoder, "writing a \(format.rawValue)")
    return Array(UnsafeBufferPointer(start: slot.pointer.pointee.data, count: Int(slot.pointer.pointee.size)))
  }

  private static func setQuality(
    _ context: UnsafeMutablePointer<AVCodecContext>, _ format: StillFormat, _ quality: Double, isLossless: Bool
  ) {
    let quality = quality.isFinite ? min(100, max(1, quality)) : 92
    switch format {
    case .jpeg:
      // FFmpeg counts quantisers, 1 being finest; the common scale's 92 is its 2.
      let quantiser = min(31, 1 + (100 - quality) / 8)
      context.pointee.qmin = 1
      context.pointee.flags |= AV_CODEC_FLAG_QSCALE
      context.pointee.global_quality = Int32(quantiser * Double(FF_QP2LAMBDA))
    case .webp:
      av_opt_set_double(context.pointee.priv_data, "quality", quality, 0)
      if isLossless { av_opt_set_int(context.pointee.priv_data, "lossless", 1, 0) }
    case .png, .bmp, .tiff: break
    }
  }
}
