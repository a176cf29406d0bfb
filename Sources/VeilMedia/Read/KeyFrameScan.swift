internal import CFFmpeg

/// Where the key frames of a film are, found without decoding it.
struct KeyFrameScan {
  /// True if no two key frames that follow each other are farther apart than an interval, nor the end from the last one.
  let isDense: Bool
  /// When pictures are shown at which decoding begins anew: nothing after them refers to anything before. In seconds, in
  /// the film's order; empty for codecs of which that is not known.
  let restarts: [Double]

  private init(isDense: Bool, restarts: [Double]) {
    self.isDense = isDense
    self.restarts = restarts
  }

  /// - Parameter interval: seconds, more than 0.
  init(_ path: String, stream: Int, interval: Double, salvages: Bool) throws {
    let demuxer = try Demuxer(MediaInput(path), salvages: salvages)
    demuxer.select([stream])
    let base = TimeBase(try demuxer.stream(stream).pointee.time_base)
    let units = CodedUnits(try demuxer.stream(stream).pointee.codecpar.pointee)
    let slot = try PacketSlot()
    var (first, lastKey, end): (Double?, Double?, Double) = (nil, nil, 0)
    var (isDense, restarts): (Bool, [Double]) = (true, [])
    while try demuxer.read(into: slot.pointer) {
      let packet = slot.pointer.pointee
      guard packet.flags & AV_PKT_FLAG_DISCARD == 0 else { continue }
      guard let ticks = packet.knownTime else {
        self.init(isDense: false, restarts: [])
        return
      }
      let time = Timestamp(ticks: ticks, base: base).seconds
      if first == nil { first = time }
      end = max(end, time)
      guard packet.flags & AV_PKT_FLAG_KEY != 0 else { continue }
      if units?.beginsAnew(packet) == true { restarts.append(time) }
      // A hundredth of a second for cameras whose seconds are not quite even.
      if let lastKey, time - lastKey > interval + 0.01 { isDense = false }
      lastKey = time
    }
    let reachesEnd = lastKey.map { end - $0 <= interval + 0.01 } ?? false
    self.init(isDense: isDense && reachesEnd, restarts: restarts)
  }
}
