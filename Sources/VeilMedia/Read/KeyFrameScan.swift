internal import CFFmpeg

/// Looks where the key frames of a film are, without decoding it.
enum KeyFrameScan {
  /// True if no two key frames that follow each other are farther apart than an interval, nor the end from the last one.
  static func isDense(_ path: String, stream: Int, interval: Double, salvages: Bool) throws -> Bool {
    let demuxer = try Demuxer(MediaInput(path), salvages: salvages)
    demuxer.select([stream])
    let base = TimeBase(try demuxer.stream(stream).pointee.time_base)
    let slot = try PacketSlot()
    var (first, lastKey, end): (Double?, Double?, Double) = (nil, nil, 0)
    while try demuxer.read(into: slot.pointer) {
      let packet = slot.pointer.pointee
      guard packet.flags & AV_PKT_FLAG_DISCARD == 0 else { continue }
      guard let ticks = packet.knownTime else { return false }
      let time = Timestamp(ticks: ticks, base: base).seconds
      if first == nil { first = time }
      end = max(end, time)
      guard packet.flags & AV_PKT_FLAG_KEY != 0 else { continue }
      // A hundredth of a second for cameras whose seconds are not quite even.
      if let lastKey, time - lastKey > interval + 0.01 { return false }
      lastKey = time
    }
    guard let lastKey else { return false }
    return end - lastKey <= interval + 0.01
  }
}
