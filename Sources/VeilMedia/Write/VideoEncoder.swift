internal import CFFmpeg

/// Encodes the frames of one stream. Owns the `AVCodecContext`.
final class VideoEncoder {
  let context: UnsafeMutablePointer<AVCodecContext>
  let format: EncoderFormat
  /// Tick of the packets that come out.
  let timeBase: TimeBase
  private let codec: VideoCodec
  private let picture: PictureFormat
  private let converter: FrameConverter?
  private var filter: BitstreamFilter?
  /// Times of frames in the encoder, by presentation time, or in order where the encoder numbers frames.
  private var inFlight: [(ticks: Int64, duration: Int64)] = []
  private var lastTicks: Int64?
  private var frameCount: Int64 = 0
  private let packet: PacketSlot

  /// - Parameters:
  ///   - stream: the input's stream, whose shape, colours and clock are kept.
  ///   - clock: tick of the output if the container dictates one; nil: the input's.
  ///   - isReordering: false for containers that store pictures only in the order of presentation.
  init(
    _ stream: StreamInfo, options: FilmWriterOptions, clock: TimeBase?, isReordering: Bool, hasGlobalHeader: Bool
  ) throws {
    guard let video = stream.video, let picture = video.frameFormat else {
      throw MediaError(
        .unsupportedPixelFormat,
        "stream \(stream.index) has pixel format \(stream.video?.pixelFormatName ?? "unknown"), which cannot be read")
    }
    let encoder = try options.codec.find()
    format = try EncoderFormat(for: picture, colour: video.colour, codec: options.codec, encoder: encoder)
    guard let context = avcodec_alloc_context3(encoder) else { throw MediaError(.outOfMemory, "out of memory") }
    self.context = context
    self.picture = picture
    codec = options.codec
    timeBase = clock ?? stream.timeBase
    packet = try PacketSlot()
    let isStored = format.pixelFormat.withoutRangeInName == picture.pixelFormat.withoutRangeInName
    let keepsRange = !format.pixelFormat.isFullRangeByName || video.colour.isFullRange
    converter = isStored && keepsRange ? nil : FrameConverter(to: format.pixelFormat)
    configure(video, options)
    if !isReordering { context.pointee.max_b_frames = 0 }
    if hasGlobalHeader { context.pointee.flags |= AV_CODEC_FLAG_GLOBAL_HEADER }
    try open(encoder, options)
    if codec == .h264, let parameters = avcodec_parameters_alloc() {
      // x264 signs its first picture with its version and settings.
      var owned: UnsafeMutablePointer<AVCodecParameters>? = parameters
      defer { avcodec_parameters_free(&owned) }
      try check(avcodec_parameters_from_context(parameters, context), .outOfMemory, "copying codec parameters")
      filter = try BitstreamFilter(
        "filter_units=remove_types=6", parameters: parameters, timeBase: context.pointee.time_base)
    }
  }

  deinit {
    var owned: UnsafeMutablePointer<AVCodecContext>? = context
    avcodec_free_context(&owned)
  }

  private func configure(_ video: VideoInfo, _ options: FilmWriterOptions) {
    let rate = video.frameRate ?? Rational(25, 1)
    context.pointee.width = Int32(clamping: picture.width)
    context.pointee.height = Int32(clamping: picture.height)
    context.pointee.pix_fmt = format.pixelFormat
    context.pointee.framerate = rate.rational
    context.pointee.time_base = timeBase.rational
    if codec.numbersFrames {
      var coarse = AVRational(num: 1, den: 25)
      av_reduce(&coarse.num, &coarse.den, Int64(rate.denominator), Int64(rate.numerator), 65535)
      context.pointee.time_base = coarse
    }
    context.pointee.sample_aspect_ratio = video.sampleAspect?.rational ?? AVRational(num: 0, den: 1)
    context.pointee.color_range = AVColorRange(format.colour.range)
    context.pointee.color_primaries = AVColorPrimaries(format.colour.primaries)
    context.pointee.color_trc = AVColorTransferCharacteristic(format.colour.transfer)
    context.pointee.colorspace = AVColorSpace(format.colour.matrix)
    context.pointee.chroma_sample_location = AVChromaLocation(format.colour.chromaLocation)
    context.pointee.thread_count = Int32(clamping: options.threads)
    context.pointee.flags |= AV_CODEC_FLAG_BITEXACT
  }

  private func open(_ encoder: UnsafePointer<AVCodec>, _ options: FilmWriterOptions) throws {
    let quality =
      options.quality.map { $0.isFinite ? min(max($0, 0), 255) : codec.defaultQuality } ?? codec.defaultQuality
    if codec == .mpeg4 || codec == .mjpeg {
      context.pointee.flags |= AV_CODEC_FLAG_QSCALE
      context.pointee.global_quality = Int32(clamping: Int(quality * Double(FF_QP2LAMBDA)))
    }
    let name = String(cString: encoder.pointee.name)
    var entries = OptionDictionary(codec.options(name, quality: quality, preset: options.preset))
    let result = avcodec_open2(context, encoder, &entries.pointer)
    guard result >= 0 else {
      throw MediaError(
        .encoder,
        "\(name) refuses \(picture.width)×\(picture.height) \(picture.pixelFormatName) at quality \(quality) and preset "
          + "\(options.preset): \(MediaError.reason(result))")
    }
  }

  /// Encodes a frame, or, with nil, what the encoder still holds.
  /// - Parameter emit: called with each packet, whose times are in ``timeBase``.
  func encode(_ frame: VideoFrame?, _ emit: (UnsafeMutablePointer<AVPacket>) throws -> Void) throws {
    if let frame {
      var raw: UnsafeMutablePointer<AVFrame>? = try prepare(frame)
      defer { av_frame_free(&raw) }
      try check(avcodec_send_frame(context, raw), .encoder, "encoding the frame at \(frame.timestamp.clock)")
    } else {
      try check(avcodec_send_frame(context, nil), .encoder, "encoding the last frames")
    }
    while true {
      let result = avcodec_receive_packet(context, packet.pointer)
      if result == VEIL_AVERROR_EAGAIN { return }
      if result == VEIL_AVERROR_EOF { break }
      try check(result, .encoder, "encoding a frame")
      try retime(packet.pointer)
      if let filter { try filter.filter(packet.pointer, emit) } else { try emit(packet.pointer) }
    }
    try filter?.filter(packet.pointer, isEnd: true, emit)
    guard inFlight.isEmpty else {
      throw MediaError(.encoder, "the encoder lost \(inFlight.count) frames; choose another codec")
    }
  }

  private func prepare(_ frame: VideoFrame) throws -> UnsafeMutablePointer<AVFrame> {
    guard frame.format == picture else {
      throw MediaError(
        .unexpected,
        "a frame of \(frame.format.width)×\(frame.format.height) \(frame.format.pixelFormatName) came for a stream of "
          + "\(picture.width)×\(picture.height) \(picture.pixelFormatName)")
    }
    let ticks = try accept(frame)
    let raw: UnsafeMutablePointer<AVFrame>
    if let converter {
      raw = try converter.convert(frame.pointer)
    } else {
      guard let reference = av_frame_clone(frame.pointer) else { throw MediaError(.outOfMemory, "out of memory") }
      raw = reference
    }
    raw.removePrivateData()
    raw.pointee.format = format.pixelFormat.rawValue
    raw.pointee.pts = codec.numbersFrames ? frameCount : ticks
    raw.pointee.pict_type = AV_PICTURE_TYPE_NONE
    raw.pointee.color_range = context.pointee.color_range
    raw.pointee.colorspace = context.pointee.colorspace
    frameCount += 1
    return raw
  }

  /// Notes the frame's time in ticks of the output.
  private func accept(_ frame: VideoFrame) throws -> Int64 {
    let from = frame.timestamp.base.rational
    let ticks = av_rescale_q(frame.timestamp.ticks, from, timeBase.rational)
    let isKept = abs(Timestamp(ticks: ticks, base: timeBase).seconds - frame.timestamp.seconds) <= 0.001
    guard isKept, lastTicks.map({ ticks > $0 }) ?? true else {
      throw MediaError(
        .unsupportedContainer,
        "the time of the frame at \(frame.timestamp.clock) cannot be kept in this container; write .mp4 or .mkv")
    }
    lastTicks = ticks
    inFlight.append((ticks, av_rescale_q(frame.durationTicks, from, timeBase.rational)))
    return ticks
  }

  /// Gives a packet the time of its frame back.
  private func retime(_ packet: UnsafeMutablePointer<AVPacket>) throws {
    let index = codec.numbersFrames ? 0 : inFlight.firstIndex { $0.ticks == packet.pointee.pts }
    guard let index, index < inFlight.count else {
      throw MediaError(.encoder, "the encoder invented a frame; choose another codec")
    }
    let frame = inFlight.remove(at: index)
    if codec.numbersFrames {
      packet.pointee.pts = frame.ticks
      packet.pointee.dts = frame.ticks
    }
    packet.pointee.duration = frame.duration
  }
}
