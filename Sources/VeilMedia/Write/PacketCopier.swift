internal import CFFmpeg

/// Packets on their way into a new film with their times moved; nothing is decoded.
final class PacketCopier {
  private let muxer: Muxer
  /// Place in the output by index in the input.
  private let places: [Int: Int]
  private var lastTicks: [Int: Int64] = [:]
  /// Seconds behind the last packet that was written.
  private(set) var end = 0.0

  /// - Parameters:
  ///   - streams: what is copied; the output keeps their order.
  ///   - destination: its extension chooses the container.
  ///   - path: where to write, an existing file.
  init(_ streams: CuttableStreams, to destination: String, path: String) throws {
    let container = try OutputContainer(for: destination)
    let muxer = try Muxer(container, path: path, name: destination)
    let order = streams.parameters.keys.sorted()
    for index in order {
      guard let original = streams.parameters[index] else { continue }
      let stream = try muxer.addStream()
      try check(
        avcodec_parameters_copy(stream.pointee.codecpar, original.pointer), .outOfMemory, "describing a stream")
      // Tags are the container's own spelling of a codec; another container has another.
      stream.pointee.codecpar.pointee.codec_tag = 0
      stream.pointee.time_base = original.timeBase.rational
      stream.pointee.avg_frame_rate = original.frameRate
      stream.pointee.sample_aspect_ratio = original.sampleAspect
      // Without it a film taken on its side would lie there for players and detectors.
      if index == streams.leading, let matrix = streams.displayMatrix, container.holdsRotation {
        try stream.setDisplayMatrix(matrix)
      }
    }
    try muxer.writeHeader([])
    self.muxer = muxer
    places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
  }

  /// Writes a packet, which is empty afterwards.
  /// - Parameter seconds: what is added to its times.
  func copy(_ packet: UnsafeMutablePointer<AVPacket>, base: TimeBase, movedBy seconds: Double) throws {
    let index = Int(packet.pointee.stream_index)
    guard let place = places[index] else { return }
    let shift = Int64((seconds * Double(base.denominator) / Double(base.numerator)).rounded())
    packet.delay(by: shift)
    // A joint may make a packet of the second film as old as the last one of the first.
    if let dts = packet.pointee.dts.knownTicks {
      let moved = max(dts, lastTicks[index].map { $0 + 1 } ?? dts)
      packet.pointee.dts = moved
      if let pts = packet.pointee.pts.knownTicks, pts < moved { packet.pointee.pts = moved }
      lastTicks[index] = moved
    }
    let ticks = packet.pointee.pts.knownTicks ?? packet.pointee.dts.knownTicks ?? 0
    end = max(end, Timestamp(ticks: ticks + max(0, packet.pointee.duration), base: base).seconds)
    try muxer.write(packet, stream: place, base: base)
  }

  func finish() throws { try muxer.finish() }
}

/// The streams of a film that are copied when it is cut, and which of them decides where.
struct CuttableStreams {
  /// The first video stream: its key frames are where a film can be cut.
  let leading: Int
  let parameters: [Int: CodecParameters]
  /// How a player turns the pictures; nil where nothing says so.
  let displayMatrix: [Int32]?

  /// - Throws: ``MediaError`` `.notAFilm` without video.
  init(_ demuxer: Demuxer) throws {
    let info = FilmInfo(demuxer)
    guard let leading = info.videoStreams.first?.index else {
      throw MediaError(.notAFilm, "\(info.path) holds no video")
    }
    let chosen = [leading] + info.audioStreams.filter { $0.codec != "none" }.map(\.index)
    var parameters: [Int: CodecParameters] = [:]
    for index in chosen { parameters[index] = try CodecParameters(copying: try demuxer.stream(index)) }
    self.leading = leading
    self.parameters = parameters
    displayMatrix = info.videoStreams.first?.video?.displayMatrix
    demuxer.select(Set(chosen))
  }

  /// Whether packets of another film can follow those of this one in one stream each.
  func fits(_ other: CuttableStreams) -> Bool {
    parameters.keys.sorted() == other.parameters.keys.sorted() && leading == other.leading
      && displayMatrix == other.displayMatrix
      && parameters.allSatisfy { index, mine in other.parameters[index].map { mine.isSame(as: $0) } ?? false }
  }
}

extension CodecParameters {
  /// Same codec, size and parameter sets.
  fileprivate func isSame(as other: CodecParameters) -> Bool {
    let (mine, theirs) = (pointer.pointee, other.pointer.pointee)
    guard mine.codec_id == theirs.codec_id, mine.width == theirs.width, mine.height == theirs.height,
      mine.sample_rate == theirs.sample_rate, mine.extradata_size == theirs.extradata_size
    else { return false }
    let (left, right) = (
      UnsafeRawBufferPointer(start: mine.extradata, count: Int(mine.extradata_size)),
      UnsafeRawBufferPointer(start: theirs.extradata, count: Int(theirs.extradata_size))
    )
    return left.elementsEqual(right)
  }
}
