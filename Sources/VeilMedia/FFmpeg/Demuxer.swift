internal import CFFmpeg

/// An open film whose packets are read one after the other. Owns the `AVFormatContext`.
final class Demuxer {
  let context: UnsafeMutablePointer<AVFormatContext>
  let input: MediaInput
  /// True if damage is noted and gone over instead of thrown.
  let salvages: Bool
  /// What was found to be wrong with the file, for people, when salvaging.
  private(set) var damage: [String] = []
  /// True if reading ended before the film did.
  private(set) var endedEarly = false
  private let faults: FaultCounter

  /// Opens a film and finds out about its streams.
  /// - Throws: ``MediaError`` with the code that says why it cannot be read; a film that is cut off is refused unless
  ///   `salvages`.
  init(_ input: MediaInput, salvages: Bool) throws {
    try input.checkReadable()
    let faults = FaultCounter()
    context = try Self.open(input, faults: faults)
    self.faults = faults
    self.input = input
    self.salvages = salvages
    _ = faults.take()
    if let cut = Truncation.find(in: self) { try note(.truncated, cut) }
  }

  deinit {
    var owned: UnsafeMutablePointer<AVFormatContext>? = context
    avformat_close_input(&owned)
  }

  var streams: [UnsafeMutablePointer<AVStream>] {
    (0..<Int(context.pointee.nb_streams)).compactMap { context.pointee.streams[$0] }
  }

  /// The stream of an index that a packet or a caller names.
  func stream(_ index: Int) throws -> UnsafeMutablePointer<AVStream> {
    guard index >= 0, index < Int(context.pointee.nb_streams), let stream = context.pointee.streams[index] else {
      throw MediaError(.unsupportedStream, "\(input.name) has no stream \(index)")
    }
    return stream
  }

  /// Reads only these streams from now on.
  func select(_ wanted: Set<Int>) {
    for (index, stream) in streams.enumerated() {
      stream.pointee.discard = wanted.contains(index) ? AVDISCARD_NONE : AVDISCARD_ALL
    }
  }

  /// Reads the next packet of a selected stream.
  /// - Returns: false at the end of the film.
  /// - Throws: ``MediaError`` when the film breaks off or is broken here, unless salvaging.
  func read(into packet: UnsafeMutablePointer<AVPacket>) throws -> Bool {
    // Packets that were read to learn about the streams come even from streams that are not selected.
    repeat {
      guard try readAny(into: packet) else { return false }
    } while try stream(Int(packet.pointee.stream_index)).pointee.discard == AVDISCARD_ALL
    return true
  }

  private func readAny(into packet: UnsafeMutablePointer<AVPacket>) throws -> Bool {
    av_packet_unref(packet)
    let result = av_read_frame(context, packet)
    if result >= 0 {
      if packet.pointee.flags & AV_PKT_FLAG_CORRUPT != 0 || faults.take() {
        packet.pointee.flags |= AV_PKT_FLAG_CORRUPT
        try note(.damaged, "\(input.name) is damaged at \(describe(packet))")
      }
      return true
    }
    let failure = result == VEIL_AVERROR_EOF ? context.pointee.pb?.pointee.error ?? 0 : result
    endedEarly = failure < 0 && failure != VEIL_AVERROR_EOF || faults.take()
    if failure < 0, failure != VEIL_AVERROR_EOF {
      try note(.damaged, "\(input.name) cannot be read to its end (\(MediaError.reason(failure)))")
    } else if endedEarly {
      try note(.truncated, "\(input.name) is cut off: its last packet is incomplete")
    }
    return false
  }

  private func note(_ code: MediaError.Code, _ what: String) throws {
    guard salvages else { throw MediaError(code, what + "; --salvage writes what can be decoded") }
    if damage.count < 100 { damage.append(what) }
  }

  private func describe(_ packet: UnsafeMutablePointer<AVPacket>) -> String {
    let ticks = packet.pointee.pts != VEIL_NOPTS_VALUE ? packet.pointee.pts : packet.pointee.dts
    guard ticks != VEIL_NOPTS_VALUE, let stream = try? stream(Int(packet.pointee.stream_index)) else {
      return "an unknown time"
    }
    return Timestamp(ticks: ticks, base: TimeBase(stream.pointee.time_base)).clock
  }

  // MARK: Opening

  /// Formats that only name other files, or that accept any text: never a film of a camera.
  private static let refusedFormats: Set<String> = [
    "hls", "concat", "dash", "tty", "sdp", "ffmetadata", "lavfi", "imf",
  ]

  private static func open(
    _ input: MediaInput, faults: FaultCounter
  ) throws -> UnsafeMutablePointer<AVFormatContext> {
    var context = avformat_alloc_context()
    guard context != nil else { throw MediaError(.outOfMemory, "out of memory") }
    context?.pointee.opaque = faults.address
    var options = OptionDictionary(input.openOptions)
    let opened = avformat_open_input(&context, input.url, nil, &options.pointer)
    guard opened >= 0, let context else { throw input.explain(opened) }
    do {
      let name = String(cString: context.pointee.iformat.pointee.name)
      guard !refusedFormats.contains(name) else {
        throw MediaError(.notAFilm, "\(input.name) is not a film but a list or text (\(name))")
      }
      try check(avformat_find_stream_info(context, nil), .notAFilm, "\(input.name) is not a film that can be read")
      guard context.pointee.nb_streams > 0 else { throw MediaError(.notAFilm, "\(input.name) holds no streams") }
    } catch {
      var owned: UnsafeMutablePointer<AVFormatContext>? = context
      avformat_close_input(&owned)
      throw error
    }
    return context
  }
}
