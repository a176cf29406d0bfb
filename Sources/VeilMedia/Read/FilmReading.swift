internal import CFFmpeg

/// Reads a film from its first packet to its last, once: some streams are decoded, some are handed on as packets.
///
/// The synchronous work behind ``FilmReader``; not `Sendable`, so that it stays with one thread.
final class FilmReading {
  private let demuxer: Demuxer
  private let slot: PacketSlot
  private var decoders: [Int: StreamDecoder] = [:]
  private let copied: Set<Int>
  private var ready: [FilmItem] = []
  private var hasEnded = false

  let info: FilmInfo
  /// Parameters of the streams that are handed on as packets.
  let parameters: [Int: CodecParameters]

  /// - Parameters:
  ///   - decoded: streams to decode; nil: all video streams.
  ///   - copied: streams to hand on as packets.
  init(_ path: String, decoded: Set<Int>?, copied: (FilmInfo) -> Set<Int>, options: DecoderOptions) throws {
    demuxer = try Demuxer(MediaInput(path), salvages: options.salvages)
    slot = try PacketSlot()
    info = FilmInfo(demuxer)
    let decoded = decoded ?? Set(info.videoStreams.map(\.index))
    let packets = copied(info).subtracting(decoded)
    self.copied = packets
    let demuxer = self.demuxer
    parameters = try Dictionary(
      uniqueKeysWithValues: packets.map { ($0, try CodecParameters(copying: demuxer.stream($0))) })
    for index in decoded {
      let stream = try demuxer.stream(index)
      guard stream.pointee.codecpar.pointee.codec_type == AVMEDIA_TYPE_VIDEO else {
        throw MediaError(.unsupportedStream, "stream \(index) of \(path) is no video")
      }
      decoders[index] = try StreamDecoder(stream, of: path, options: options)
    }
    demuxer.select(decoded.union(self.copied))
  }

  /// The next frame or packet, nil at the end.
  func next() throws -> FilmItem? {
    while ready.isEmpty, !hasEnded { try advance() }
    return ready.isEmpty ? nil : ready.removeFirst()
  }

  private func advance() throws {
    guard try demuxer.read(into: slot.pointer) else {
      hasEnded = true
      let isCutOff = demuxer.endedEarly
      for (stream, decoder) in decoders.sorted(by: { $0.key < $1.key }) {
        ready += try decoder.decode(nil, isCutOff: isCutOff).map { .frame($0, stream: stream) }
      }
      return
    }
    let stream = Int(slot.pointer.pointee.stream_index)
    if let decoder = decoders[stream] {
      ready += try decoder.decode(slot.pointer).map { .frame($0, stream: stream) }
    } else if copied.contains(stream) {
      let base = TimeBase(try demuxer.stream(stream).pointee.time_base)
      ready.append(.packet(try MediaPacket(referring: slot.pointer, timeBase: base)))
    }
  }

  /// What decoding met so far, by stream.
  var summaries: [Int: DecodingSummary] {
    decoders.mapValues { decoder in
      var summary = decoder.summary
      summary.damage = demuxer.damage
      return summary
    }
  }
}

/// What a film consists of while it is read.
package enum FilmItem: Sendable {
  /// A decoded picture of a video stream.
  case frame(VideoFrame, stream: Int)
  /// A packet of a stream that is copied.
  case packet(MediaPacket)
}
