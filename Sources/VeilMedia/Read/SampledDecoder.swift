internal import CFFmpeg

/// Decodes part of the pictures of one video stream. Owns the `AVCodecContext`.
final class SampledDecoder {
  /// Which packets are decoded.
  enum Pass {
    /// Only pictures that need no other.
    case keyFramesOnly
    /// Only pictures that others refer to; what those are is the codec's knowledge.
    case referencesOnly
    case everything
  }

  private let context: UnsafeMutablePointer<AVCodecContext>
  private let faults = FaultCounter()
  private let shape: FrameShape
  private let name: String
  private let pass: Pass
  private let salvages: Bool

  /// - Throws: ``MediaError`` `.unsupportedStream` when there is no decoder for the stream.
  init(_ stream: UnsafeMutablePointer<AVStream>, of name: String, pass: Pass, salvages: Bool) throws {
    let parameters = stream.pointee.codecpar
    let identifier = parameters?.pointee.codec_id ?? AV_CODEC_ID_NONE
    guard let parameters, let codec = avcodec_find_decoder(identifier), let context = avcodec_alloc_context3(codec)
    else {
      throw MediaError(
        .unsupportedStream, "\(name) is \(String(cString: avcodec_get_name(identifier))), for which there is no decoder"
      )
    }
    self.context = context
    self.name = name
    self.pass = pass
    self.salvages = salvages
    shape = FrameShape(stream.pointee, of: name)
    try check(avcodec_parameters_to_context(context, parameters), .unexpected, "preparing the decoder for \(name)")
    context.pointee.opaque = faults.address
    context.pointee.pkt_timebase = stream.pointee.time_base
    context.pointee.framerate = stream.pointee.avg_frame_rate
    // The network that looks at the pictures has the other cores; one thread also answers soonest.
    context.pointee.thread_count = 1
    context.pointee.err_recognition = AV_EF_CRCCHECK
    switch pass {
    case .keyFramesOnly: context.pointee.skip_frame = AVDISCARD_NONKEY
    case .referencesOnly: context.pointee.skip_frame = AVDISCARD_NONREF
    case .everything: break
    }
    try check(avcodec_open2(context, codec, nil), .unsupportedStream, "opening the decoder for \(name)")
    _ = faults.take()
  }

  deinit {
    var owned: UnsafeMutablePointer<AVCodecContext>? = context
    avcodec_free_context(&owned)
  }

  /// Decodes a packet, or, with nil, what the decoder still holds.
  /// - Returns: the pictures that are ready; those that are damaged are left out.
  /// - Throws: ``MediaError`` `.damaged`, unless salvaging.
  func decode(_ packet: UnsafeMutablePointer<AVPacket>?) throws -> [VideoFrame] {
    if let packet {
      guard packet.pointee.size > 0 else { return [] }
      if pass == .keyFramesOnly, packet.pointee.flags & AV_PKT_FLAG_KEY == 0 { return [] }
    }
    var frames: [VideoFrame] = []
    var result = avcodec_send_packet(context, packet)
    if result == VEIL_AVERROR_EAGAIN {
      try receive(into: &frames)
      result = avcodec_send_packet(context, packet)
    }
    if result < 0, result != VEIL_AVERROR_EOF { try judge(result) }
    try receive(into: &frames)
    if faults.take() {
      try judge(0)
      return []
    }
    return frames
  }

  private func receive(into frames: inout [VideoFrame]) throws {
    while true {
      guard let raw = av_frame_alloc() else { throw MediaError(.outOfMemory, "out of memory for a frame") }
      let result = avcodec_receive_frame(context, raw)
      guard result >= 0 else {
        var unused: UnsafeMutablePointer<AVFrame>? = raw
        av_frame_free(&unused)
        if result != VEIL_AVERROR_EAGAIN, result != VEIL_AVERROR_EOF { try judge(result) }
        return
      }
      let isDamaged = raw.pointee.flags & AV_FRAME_FLAG_CORRUPT != 0 || raw.pointee.decode_error_flags != 0
      let frame = try shape.adopt(raw, isDamaged: isDamaged)
      if isDamaged { try judge(0) } else { frames.append(frame) }
    }
  }

  private func judge(_ result: Int32) throws {
    if result == VEIL_AVERROR_ENOMEM { throw MediaError(.outOfMemory, "out of memory while decoding \(name)") }
    guard salvages else {
      throw MediaError(.damaged, "\(name) is damaged: a picture cannot be decoded; --salvage leaves damaged ones out")
    }
  }
}
