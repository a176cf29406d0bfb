internal import CFFmpeg

/// Decodes the packets of one stream of sound. Owns the `AVCodecContext`.
final class AudioDecoder {
  private let context: UnsafeMutablePointer<AVCodecContext>
  private let frame: FrameSlot
  private let name: String
  private let timeBase: TimeBase
  private let rate: Int
  private let salvages: Bool
  private var resampler: AudioResampler?
  /// A film in which nothing at all can be decoded has no silent sound but a broken one.
  private var hasDelivered = false
  private var lastFailure: Int32 = 0

  /// - Throws: ``MediaError`` `.unsupportedStream` when there is no decoder for the stream.
  init(_ stream: UnsafeMutablePointer<AVStream>, of name: String, options: AudioOptions) throws {
    let frame = try FrameSlot()
    let parameters = stream.pointee.codecpar
    let identifier = parameters?.pointee.codec_id ?? AV_CODEC_ID_NONE
    guard let parameters, let codec = avcodec_find_decoder(identifier), let context = avcodec_alloc_context3(codec)
    else {
      throw MediaError(
        .unsupportedStream,
        "the sound of \(name) is \(String(cString: avcodec_get_name(identifier))), for which there is no decoder")
    }
    self.context = context
    self.frame = frame
    self.name = name
    timeBase = TimeBase(stream.pointee.time_base)
    rate = options.sampleRate
    salvages = options.salvages
    try check(
      avcodec_parameters_to_context(context, parameters), .unexpected, "preparing the sound decoder for \(name)")
    context.pointee.pkt_timebase = stream.pointee.time_base
    context.pointee.thread_count = 1
    try check(avcodec_open2(context, codec, nil), .unsupportedStream, "opening the sound decoder for \(name)")
  }

  deinit {
    var owned: UnsafeMutablePointer<AVCodecContext>? = context
    avcodec_free_context(&owned)
  }

  /// Decodes a packet, or, with nil, what decoder and resampler still hold.
  /// - Throws: ``MediaError`` `.damaged` when the sound cannot be decoded, unless salvaging, and what `deliver` throws.
  func decode(_ packet: UnsafeMutablePointer<AVPacket>?, deliver: (AudioPiece) throws -> Void) throws {
    if let packet, packet.pointee.size == 0 { return }
    var result = avcodec_send_packet(context, packet)
    if result == VEIL_AVERROR_EAGAIN {
      try receive(deliver)
      result = avcodec_send_packet(context, packet)
    }
    try judge(result)
    try receive(deliver)
    guard packet == nil else { return }
    if let rest = try resampler?.finish(), !rest.isEmpty { try deliver(AudioPiece(time: nil, samples: rest)) }
    if !hasDelivered, lastFailure < 0 { throw broken(lastFailure) }
  }

  private func receive(_ deliver: (AudioPiece) throws -> Void) throws {
    while true {
      let result = avcodec_receive_frame(context, frame.pointer)
      if result == VEIL_AVERROR_EAGAIN || result == VEIL_AVERROR_EOF { return }
      try judge(result)
      if result >= 0 { try convert(frame.pointer, deliver) } else { return }
    }
  }

  private func convert(_ frame: UnsafeMutablePointer<AVFrame>, _ deliver: (AudioPiece) throws -> Void) throws {
    defer { av_frame_unref(frame) }
    let format = AudioResampler.Source(frame.pointee)
    if let resampler, resampler.source != format {
      try deliver(AudioPiece(time: nil, samples: resampler.finish()))
      self.resampler = nil
    }
    let resampler = try self.resampler ?? AudioResampler(from: format, to: rate, of: name)
    self.resampler = resampler
    let ticks = frame.pointee.best_effort_timestamp.knownTicks
    // The first samples that come out are those that the resampler has held back.
    let time = ticks.map { Timestamp(ticks: $0, base: timeBase).seconds - resampler.delay }
    hasDelivered = true
    try deliver(AudioPiece(time: time, samples: try resampler.convert(frame)))
  }

  private func judge(_ result: Int32) throws {
    guard result < 0, result != VEIL_AVERROR_EOF else { return }
    if result == VEIL_AVERROR_ENOMEM { throw MediaError(.outOfMemory, "out of memory while decoding \(name)") }
    lastFailure = result
    guard salvages else { throw broken(result) }
  }

  private func broken(_ result: Int32) -> MediaError {
    MediaError(.damaged, "the sound of \(name) is damaged and cannot be decoded (\(MediaError.reason(result)))")
  }
}

/// One `AVFrame` that is filled again and again.
struct FrameSlot: ~Copyable {
  let pointer: UnsafeMutablePointer<AVFrame>

  init() throws {
    guard let pointer = av_frame_alloc() else { throw MediaError(.outOfMemory, "out of memory for a frame") }
    self.pointer = pointer
  }

  deinit {
    var owned: UnsafeMutablePointer<AVFrame>? = pointer
    av_frame_free(&owned)
  }
}
