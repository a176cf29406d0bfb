internal import CFFmpeg

/// Decodes the packets of one video stream. Owns the `AVCodecContext`.
///
/// The rule is that nothing is passed over in silence: an error, a concealed picture or a missing one is thrown, or, when
/// salvaging, becomes a frame with `isDamaged`.
final class StreamDecoder {
  private let context: UnsafeMutablePointer<AVCodecContext>
  private let faults = FaultCounter()
  private let stream: Int
  private let name: String
  private let salvages: Bool
  private let shape: FrameShape
  private var ledger = FrameLedger()
  private var damage = DamageTracker()
  private var lastTime: Int64?
  /// Frames of the call before, when salvaging.
  private var held: [VideoFrame] = []
  private(set) var summary = DecodingSummary()

  /// - Throws: ``MediaError`` `.unsupportedStream` when there is no decoder for the stream.
  init(_ stream: UnsafeMutablePointer<AVStream>, of name: String, options: DecoderOptions) throws {
    let parameters = stream.pointee.codecpar
    let identifier = parameters?.pointee.codec_id ?? AV_CODEC_ID_NONE
    guard let parameters, let codec = avcodec_find_decoder(identifier), let context = avcodec_alloc_context3(codec)
    else {
      throw MediaError(
        .unsupportedStream,
        "stream \(stream.pointee.index) of \(name) is \(String(cString: avcodec_get_name(identifier))), "
          + "for which there is no decoder")
    }
    self.context = context
    self.stream = Int(stream.pointee.index)
    self.name = name
    salvages = options.salvages
    shape = FrameShape(stream.pointee, of: name)
    try check(avcodec_parameters_to_context(context, parameters), .unexpected, "preparing the decoder for \(name)")
    configure(stream, options)
    try check(avcodec_open2(context, codec, nil), .unsupportedStream, "opening the decoder for \(name)")
    _ = faults.take()
  }

  deinit {
    var owned: UnsafeMutablePointer<AVCodecContext>? = context
    avcodec_free_context(&owned)
  }

  private func configure(_ stream: UnsafeMutablePointer<AVStream>, _ options: DecoderOptions) {
    context.pointee.opaque = faults.address
    context.pointee.pkt_timebase = stream.pointee.time_base
    context.pointee.framerate = stream.pointee.avg_frame_rate
    context.pointee.thread_count = salvages ? 1 : Int32(clamping: options.threads)
    // Not AV_EF_EXPLODE, which is said to end decoding at an error: H.264 and HEVC would then refuse malformed private SEI,
    // which cameras do write, and MPEG-4 runs into an assertion that ends the process. All faults are in the log.
    context.pointee.err_recognition = AV_EF_CRCCHECK
    if salvages { context.pointee.flags |= AV_CODEC_FLAG_OUTPUT_CORRUPT }
  }

  /// Decodes a packet, or, with nil, what the decoder still holds.
  ///
  /// - Parameter isCutOff: true at an end that came too early, so that the last packet is not to be trusted.
  /// - Returns: the frames that are ready, in the order of presentation. When salvaging they come one call later, because
  ///   the next packet may tell that they are damaged.
  func decode(_ packet: UnsafeMutablePointer<AVPacket>?, isCutOff: Bool = false) throws -> [VideoFrame] {
    if let packet, packet.pointee.size == 0 { return [] }
    if let packet { note(packet.pointee) } else if isCutOff { damage.foundInLastPacket() }
    var frames: [VideoFrame] = []
    var result = avcodec_send_packet(context, packet)
    if result == VEIL_AVERROR_EAGAIN {
      try receive(into: &frames)
      result = avcodec_send_packet(context, packet)
    }
    try judge(result, packet)
    try receive(into: &frames)
    if let packet { try judgeFaults(packet) } else { try close(into: &frames) }
    guard salvages else { return try settle(frames) }
    defer { held = frames }
    return try settle(packet == nil ? held + frames : held)
  }

  /// The last word on frames: their damage is known, and their times ascend.
  private func settle(_ frames: [VideoFrame]) throws -> [VideoFrame] {
    try frames.compactMap { frame in
      let ticks = frame.timestamp.ticks
      if let lastTime, ticks <= lastTime {
        guard salvages else { throw twice(frame.timestamp) }
        summary.missingFrames += 1
        return nil
      }
      lastTime = ticks
      let isDamaged = salvages && (frame.isDamaged || damage.covers(ticks))
      summary.frames += 1
      if isDamaged { summary.damagedFrames += 1 }
      return isDamaged && !frame.isDamaged ? try frame.markedDamaged() : frame
    }
  }

  private func note(_ packet: AVPacket) {
    if packet.showsFrame(codec: context.pointee.codec_id) { ledger.sent(packet.knownTime) }
    if salvages {
      damage.sent(
        packet.knownTime, isKey: packet.flags & AV_PKT_FLAG_KEY != 0, isDamaged: packet.flags & AV_PKT_FLAG_CORRUPT != 0
      )
    }
  }

  private func judge(_ result: Int32, _ packet: UnsafeMutablePointer<AVPacket>?) throws {
    guard result < 0, result != VEIL_AVERROR_EOF else { return }
    if result == VEIL_AVERROR_ENOMEM { throw MediaError(.outOfMemory, "out of memory while decoding \(name)") }
    guard salvages else { throw broken(at: packet?.pointee.knownTime ?? lastTime) }
    damage.foundInLastPacket()
  }

  private func judgeFaults(_ packet: UnsafeMutablePointer<AVPacket>) throws {
    guard faults.take() else { return }
    guard salvages else { throw broken(at: packet.pointee.knownTime) }
    damage.foundInLastPacket()
  }

  private func broken(at ticks: Int64?) -> MediaError {
    let place = ticks.map { "near " + Timestamp(ticks: $0, base: shape.timeBase).clock } ?? "somewhere"
    return MediaError(
      .damaged,
      "\(name) is damaged \(place): a frame of stream \(stream) cannot be decoded; --salvage blacks out damaged frames")
  }

  private func twice(_ time: Timestamp) -> MediaError {
    MediaError(
      .damaged,
      "\(name) is damaged at \(time.clock): two frames of stream \(stream) are for the same time; --salvage keeps the first"
    )
  }

  // MARK: Receiving

  private func receive(into frames: inout [VideoFrame]) throws {
    while true {
      guard let raw = av_frame_alloc() else { throw MediaError(.outOfMemory, "out of memory for a frame") }
      let result = avcodec_receive_frame(context, raw)
      guard result >= 0 else {
        var unused: UnsafeMutablePointer<AVFrame>? = raw
        av_frame_free(&unused)
        if result == VEIL_AVERROR_EAGAIN || result == VEIL_AVERROR_EOF { return }
        try judge(result, nil)
        continue
      }
      try deliver(raw, into: &frames)
    }
  }

  private func deliver(_ raw: UnsafeMutablePointer<AVFrame>, into frames: inout [VideoFrame]) throws {
    let packetTime = raw.pointee.pts.knownTicks
    let isFlagged = raw.pointee.flags & AV_FRAME_FLAG_CORRUPT != 0 || raw.pointee.decode_error_flags != 0
    let frame = try shape.adopt(raw, isDamaged: isFlagged)
    guard !isFlagged || salvages else { throw broken(at: frame.timestamp.ticks) }
    for lost in ledger.received(packetTime, givesUpEarlier: salvages) { try replace(lost, into: &frames) }
    if !salvages, ledger.isOverdue { throw broken(at: ledger.oldest) }
    frames.append(frame)
  }

  private func replace(_ lost: Int64, into frames: inout [VideoFrame]) throws {
    guard salvages else { throw broken(at: lost) }
    frames.append(try shape.blank(at: lost))
  }

  private func close(into frames: inout [VideoFrame]) throws {
    if faults.take(), !salvages { throw broken(at: lastTime) }
    let (lost, untimed) = ledger.close()
    for time in lost { try replace(time, into: &frames) }
    guard untimed == 0 || salvages else {
      throw MediaError(
        .damaged, "\(name) is damaged: \(untimed) frames of stream \(stream) were lost; --salvage writes the others")
    }
    summary.missingFrames += untimed
  }
}
