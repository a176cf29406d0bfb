internal import CFFmpeg

/// Reads the sound of a film from its first packet to its last, once.
///
/// The synchronous work behind ``AudioReader``; not `Sendable`, so that it stays with one thread.
final class AudioReading {
  private let demuxer: Demuxer
  private let slot: PacketSlot
  private let decoder: AudioDecoder?
  private var line: SampleLine
  private let blockLength: Int
  private var hasEnded: Bool

  let info: FilmInfo
  let stream: Int?
  let start: Double

  init(_ path: String, options: AudioOptions) throws {
    demuxer = try Demuxer(MediaInput(path), salvages: options.salvages)
    slot = try PacketSlot()
    info = FilmInfo(demuxer)
    blockLength = options.blockLength
    stream = try info.soundStream(options.stream)
    start = info.soundOrigin(stream: stream)
    line = SampleLine(start: start, rate: options.sampleRate)
    if let stream {
      demuxer.select([stream])
      decoder = try AudioDecoder(demuxer.stream(stream), of: path, options: options)
    } else {
      decoder = nil
    }
    hasEnded = stream == nil
  }

  /// The next block, nil at the end.
  func next() throws -> AudioBlock? {
    while line.count < blockLength, line.owesSilence || !hasEnded { try advance() }
    return line.take(atMost: blockLength)
  }

  private func advance() throws {
    if line.owesSilence { return line.fillSilence(atMost: blockLength) }
    guard let decoder else { return }
    guard try demuxer.read(into: slot.pointer) else {
      hasEnded = true
      return try decoder.decode(nil) { try append($0) }
    }
    try decoder.decode(slot.pointer) { try append($0) }
  }

  private func append(_ piece: AudioPiece) throws {
    if let time = piece.time { try line.advance(to: time, name: info.path) }
    line.append(piece.samples)
  }
}

extension FilmInfo {
  /// The stream of sound to listen to.
  /// - Throws: ``MediaError`` `.unsupportedStream` when the wanted one is no sound.
  func soundStream(_ wanted: Int?) throws -> Int? {
    guard let wanted else { return (audioStreams.first(where: \.isDefault) ?? audioStreams.first)?.index }
    guard audioStreams.contains(where: { $0.index == wanted }) else {
      throw MediaError(.unsupportedStream, "stream \(wanted) of \(path) is no sound")
    }
    return wanted
  }

  /// Where the sound's clock starts: with the first picture, so that the film's seconds are the same for both, or with
  /// the sound where there is no picture or the sound starts clearly earlier. Encoders' lead-in of some milliseconds
  /// before the first picture is left out.
  func soundOrigin(stream: Int?) -> Double {
    let sound = streams.first { $0.index == stream }?.start
    guard let picture = videoStreams.first?.start else { return sound ?? 0 }
    guard let sound, sound < picture - 0.1 else { return picture }
    return sound
  }
}

extension StreamInfo {
  /// First presentation time in seconds, if known.
  fileprivate var start: Double? { startTicks.map { Timestamp(ticks: $0, base: timeBase).seconds } }
}
