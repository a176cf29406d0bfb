internal import CFFmpeg

/// The synchronous work behind ``FilmWriter``; not `Sendable`, so that it stays with one thread.
final class FilmWriting {
  let plan: OutputPlan
  let notes: [String]
  private let file: PartialFile
  private let film: FilmInfo
  private var muxer: Muxer?
  private var isFinished = false
  private var encoders: [Int: VideoEncoder] = [:]
  private var filters: [Int: BitstreamFilter] = [:]
  private var feed: PacketFeed?
  /// Parameters of the copied streams.
  private var copied: [Int: CodecParameters] = [:]
  /// Place in the output by place in the input.
  private let places: [Int: Int]
  /// Ticks by which the container takes packets to be late, by place in the input.
  private var delays: [Int: Int64] = [:]
  private var records: [Int: WrittenStream] = [:]
  private var hashes: [Int: PayloadHash] = [:]

  /// - Parameter handedOver: parameters of the streams whose packets the caller hands over; nil: the writer reads them.
  init(
    _ film: FilmInfo, to destination: String, options: FilmWriterOptions, handedOver: [Int: CodecParameters]?
  ) throws {
    plan = try OutputPlan(for: film, destination: destination, options: options)
    places = Dictionary(uniqueKeysWithValues: plan.streams.enumerated().map { ($1.source.index, $0) })
    self.film = film
    file = try PartialFile(for: destination, reading: [film.path], overwrites: options.overwrites)
    let muxer = try Muxer(plan.container, path: file.path, name: destination)
    var encoders: [Int: VideoEncoder] = [:]
    var notes: [String] = []
    for stream in plan.streams where stream.treatment == .encode {
      let encoder = try VideoEncoder(
        stream.source, options: options, clock: Self.clock(for: stream.source, in: plan.container),
        isReordering: !plan.container.isConstantRate, hasGlobalHeader: muxer.hasGlobalHeader)
      if let note = encoder.format.note { notes.append("stream \(stream.source.index): \(note)") }
      encoders[stream.source.index] = encoder
    }
    self.encoders = encoders
    self.notes = notes
    self.muxer = muxer
    try openFeed(handedOver)
    try addStreams(to: muxer)
    try begin(muxer, options)
  }

  /// Where the unfinished film is.
  var partialPath: String { file.path }

  /// AVI counts frames of a constant rate; others keep the input's tick.
  private static func clock(for stream: StreamInfo, in container: OutputContainer) -> TimeBase? {
    guard container.isConstantRate, let rate = stream.video?.frameRate else { return nil }
    return TimeBase(numerator: rate.denominator, denominator: rate.numerator)
  }

  private func openFeed(_ handedOver: [Int: CodecParameters]?) throws {
    let streams = plan.streams.filter { $0.treatment == .copy }.map(\.source.index)
    guard !streams.isEmpty else { return }
    if let handedOver {
      copied = handedOver
      return
    }
    let feed = try PacketFeed(film.path, streams: Set(streams), salvages: !film.damage.isEmpty)
    for stream in streams { copied[stream] = try feed.parameters(stream) }
    self.feed = feed
  }

  // MARK: Frames and packets

  /// Encodes a frame of an input stream.
  func write(_ frame: VideoFrame, stream: Int) throws {
    guard let encoder = encoders[stream] else {
      throw MediaError(.unexpected, "stream \(stream) is not one that is encoded")
    }
    try encoder.encode(frame) { try self.mux($0, stream: stream, base: encoder.timeBase) }
  }

  /// Copies a packet that the caller read.
  func write(_ packet: MediaPacket) throws {
    guard feed == nil, copied[packet.stream] != nil else {
      throw MediaError(.unexpected, "packets of stream \(packet.stream) are not awaited")
    }
    let slot = try PacketSlot()
    try check(av_packet_ref(slot.pointer, packet.pointer), .outOfMemory, "copying a packet")
    try copy(slot.pointer, base: packet.timeBase)
  }

  /// Ends all streams and closes the file, which keeps its hidden name.
  func finish() throws -> WrittenFilm {
    for (stream, encoder) in encoders.sorted(by: { $0.key < $1.key }) {
      try encoder.encode(nil) { try self.mux($0, stream: stream, base: encoder.timeBase) }
    }
    try pump(until: nil)
    for (stream, filter) in filters.sorted(by: { $0.key < $1.key }) {
      let slot = try PacketSlot()
      let base = try parameters(stream).timeBase
      try filter.filter(slot.pointer, isEnd: true) { try self.mux($0, stream: stream, base: base) }
    }
    try muxer?.finish()
    isFinished = true
    muxer = nil
    feed = nil
    for (stream, hash) in hashes { records[stream]?.payload = hash.finish() }
    return WrittenFilm(
      path: file.path, destination: file.destination,
      streams: plan.streams.compactMap { records[$0.source.index] }, dropped: plan.dropped, notes: notes)
  }

  func commit() throws {
    guard isFinished else { throw MediaError(.unexpected, "\(file.destination) was to be kept before it was finished") }
    try file.commit()
  }

  func abort() {
    muxer = nil
    file.discard()
  }

  private func mux(_ packet: UnsafeMutablePointer<AVPacket>, stream: Int, base: TimeBase) throws {
    guard let muxer, let place = places[stream] else { throw MediaError(.unexpected, "the film is finished already") }
    let start = packet.pointee.dts.knownTicks.map { Timestamp(ticks: $0, base: base).seconds }
    if encoders[stream] != nil, let start { try pump(until: start) }
    records[stream]?.note(packet.pointee, base: base, container: muxer.timeBase(of: place))
    hashes[stream]?.add(packet.pointee)
    if let delay = delays[stream] { packet.delay(by: delay) }
    try muxer.write(packet, stream: place, base: base)
  }

  /// Copies what belongs before a time.
  private func pump(until limit: Double?) throws {
    try feed?.pump(until: limit) { try copy($0, base: $1) }
  }

  private func copy(_ packet: UnsafeMutablePointer<AVPacket>, base: TimeBase) throws {
    let stream = Int(packet.pointee.stream_index)
    packet.removePrivateData()
    if let filter = filters[stream] {
      try filter.filter(packet) { try self.mux($0, stream: stream, base: base) }
    } else {
      try mux(packet, stream: stream, base: base)
    }
  }

  private func parameters(_ stream: Int) throws -> CodecParameters {
    guard let found = copied[stream] else { throw MediaError(.unexpected, "stream \(stream) is not read as packets") }
    return found
  }

  // MARK: Header

  private func addStreams(to muxer: Muxer) throws {
    for (place, planned) in plan.streams.enumerated() {
      let stream = try muxer.addStream()
      let index = planned.source.index
      if let encoder = encoders[index] {
        try describe(stream, encoder)
      } else {
        try describeCopy(stream, of: planned.source)
      }
      if let language = planned.source.language { av_dict_set(&stream.pointee.metadata, "language", language, 0) }
      if planned.source.isDefault { stream.pointee.disposition = AV_DISPOSITION_DEFAULT }
      if let matrix = planned.source.video?.displayMatrix { try stream.setDisplayMatrix(matrix) }
      records[index] = WrittenStream(
        source: index, place: place, kind: planned.source.kind, isCopied: planned.treatment == .copy)
      if planned.treatment == .copy { hashes[index] = try PayloadHash(stream.pointee.codecpar.pointee) }
    }
  }

  private func describe(_ stream: UnsafeMutablePointer<AVStream>, _ encoder: VideoEncoder) throws {
    try check(
      avcodec_parameters_from_context(stream.pointee.codecpar, encoder.context), .outOfMemory, "describing a stream")
    // The tag that says "parameter sets are in the header": without it some players refuse HEVC.
    if plan.container.isIsoMedia, stream.pointee.codecpar.pointee.codec_id == AV_CODEC_ID_HEVC {
      stream.pointee.codecpar.pointee.codec_tag = "hvc1".utf8.reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
    stream.pointee.time_base = encoder.timeBase.rational
    stream.pointee.avg_frame_rate = encoder.context.pointee.framerate
    stream.pointee.sample_aspect_ratio = encoder.context.pointee.sample_aspect_ratio
  }

  private func describeCopy(_ stream: UnsafeMutablePointer<AVStream>, of info: StreamInfo) throws {
    let original = try parameters(info.index)
    var parameters = original.pointer
    if info.kind == .video, let description = try StreamCopy.filter(for: info, in: film) {
      let filter = try BitstreamFilter(
        description, parameters: original.pointer, timeBase: original.timeBase.rational)
      filters[info.index] = filter
      parameters = filter.outputParameters
    }
    try check(avcodec_parameters_copy(stream.pointee.codecpar, parameters), .outOfMemory, "describing a stream")
    if info.kind == .video { try stream.pointee.codecpar.removePrivateExtradata() }
    // Tags are the container's own spelling of a codec; another container has another.
    stream.pointee.codecpar.pointee.codec_tag = 0
    stream.pointee.time_base = original.timeBase.rational
    stream.pointee.avg_frame_rate = original.frameRate
    stream.pointee.sample_aspect_ratio = original.sampleAspect
  }

  private func begin(_ muxer: Muxer, _ options: FilmWriterOptions) throws {
    var header: [(String, String)] = []
    if plan.container.isIsoMedia {
      header.append(("movie_timescale", String(ClockRate.common(of: plan.streams.map(\.source.timeBase)))))
      if options.startsFast { header.append(("movflags", "+faststart")) }
    }
    if plan.container.isMatroska { try announceDelays(muxer) }
    if plan.container.isConstantRate { muxer.keepNegativeTimes() }
    if let location = options.location { muxer.setTag("location", location.iso6709) }
    if options.keepsCreationTime, let time = film.creationTime { muxer.setTag("creation_time", time) }
    try muxer.writeHeader(header)
  }

  /// Matroska holds no times below zero, but Opus has a delay that players take off (RFC 9559 §5.1.4.1.25): FFmpeg writes
  /// it, and expects times that count it in. All streams would be moved otherwise, as they are for other codecs.
  private func announceDelays(_ muxer: Muxer) throws {
    let sounds = plan.streams.filter { $0.source.codec == "opus" }
    guard feed != nil, !sounds.isEmpty else { return }
    let starts = try PacketFeed.firstTicks(film.path, streams: Set(sounds.map(\.source.index)))
    for sound in sounds {
      let index = sound.source.index
      guard let place = places[index], let parameters = muxer.parameters(of: place), let start = starts[index] else {
        continue
      }
      let samples = AVRational(num: 1, den: max(1, parameters.pointee.sample_rate))
      let base = sound.source.timeBase.rational
      let early = av_rescale_q_rnd(max(0, -start), base, samples, AV_ROUND_UP)
      let padding = max(parameters.pointee.initial_padding, Int32(clamping: early))
      parameters.pointee.initial_padding = padding
      delays[index] = av_rescale_q(Int64(padding), samples, base)
    }
  }
}

extension UnsafeMutablePointer<AVStream> {
  func setDisplayMatrix(_ values: [Int32]) throws {
    guard values.count == 9, let data = av_stream_new_side_data(self, AV_PKT_DATA_DISPLAYMATRIX, 36) else {
      throw MediaError(.outOfMemory, "out of memory")
    }
    values.withUnsafeBytes {
      data.update(from: $0.bindMemory(to: UInt8.self).baseAddress ?? UnsafePointer(data), count: 36)
    }
  }
}

extension UnsafeMutablePointer<AVPacket> {
  func delay(by ticks: Int64) {
    if pointee.pts != VEIL_NOPTS_VALUE { pointee.pts &+= ticks }
    if pointee.dts != VEIL_NOPTS_VALUE { pointee.dts &+= ticks }
  }

  /// Removes side data that could carry anything personal; keeps what decoding needs.
  func removePrivateData() {
    let kept = [AV_PKT_DATA_NEW_EXTRADATA, AV_PKT_DATA_SKIP_SAMPLES, AV_PKT_DATA_PALETTE, AV_PKT_DATA_PARAM_CHANGE]
    var index = 0
    while index < Int(pointee.side_data_elems) {
      if kept.contains(pointee.side_data[index].type) {
        index += 1
        continue
      }
      av_freep(&pointee.side_data[index].data)
      let last = Int(pointee.side_data_elems) - 1
      pointee.side_data[index] = pointee.side_data[last]
      pointee.side_data_elems = Int32(clamping: last)
    }
  }
}
