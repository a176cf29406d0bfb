internal import CFFmpeg

/// What was written, to be compared with what is read back.
package struct WrittenFilm: Sendable, Hashable {
  /// Where the film is before it is committed.
  package let path: String
  /// Where it will be.
  package let destination: String
  /// In the order of the output.
  package let streams: [WrittenStream]
  /// Streams of the input that are not in the output.
  package let dropped: [DroppedStream]
  /// What is not stored as it came, one clause each.
  package let notes: [String]
}

/// What was written of one stream.
package struct WrittenStream: Sendable, Hashable {
  /// Index in the input.
  package let source: Int
  /// Index in the output.
  package let place: Int
  package let kind: StreamInfo.Kind
  /// True if packets were copied, false if frames were encoded.
  package let isCopied: Bool
  package private(set) var packetCount = 0
  /// Presentation times of video in the output's ticks, in the order of decoding; empty for sound.
  package private(set) var ticks: [Int64] = []
  /// Earliest presentation time in seconds, as the container stores it.
  package private(set) var firstTime: Double?
  /// Latest presentation time in seconds.
  package private(set) var lastTime: Double?
  /// SHA-256 of the packets' payload in order, for copied streams.
  package internal(set) var payload: String?

  init(source: Int, place: Int, kind: StreamInfo.Kind, isCopied: Bool) {
    self.source = source
    self.place = place
    self.kind = kind
    self.isCopied = isCopied
  }

  mutating func note(_ packet: AVPacket, base: TimeBase, container: TimeBase) {
    packetCount += 1
    guard let time = packet.pts.knownTicks ?? packet.dts.knownTicks else { return }
    let ticks = av_rescale_q(time, base.rational, container.rational)
    let seconds = Timestamp(ticks: ticks, base: container).seconds
    firstTime = min(firstTime ?? seconds, seconds)
    lastTime = max(lastTime ?? seconds, seconds)
    if kind == .video { self.ticks.append(ticks) }
  }
}
