/// Which frames are not to be trusted because they, or what they refer to, were damaged.
///
/// Damage spreads from a packet to all that follow it in decoding order up to the next key frame, and to the frames shown
/// before that key frame. It also covers the packet before: a decoder often notices damage that began in the tail of a
/// packet only in the next one.
struct DamageTracker {
  private var times: Set<Int64> = []
  private var lastTime: Int64?
  private var previousTime: Int64?
  private var isSpreading = false
  /// Leading pictures of a key frame, shown before it, may still refer to what was damaged.
  private var trustedFrom: Int64?
  /// Frames that still count as damaged after a key frame in a film whose packets have no times.
  private var untimedTail = 0

  mutating func sent(_ time: Int64?, isKey: Bool, isDamaged: Bool) {
    previousTime = lastTime
    lastTime = time
    if isKey, isSpreading {
      trustedFrom = time
      if time == nil { untimedTail = 16 }
      isSpreading = false
    }
    if isDamaged { foundInLastPacket() }
    let isLeading = if let time, let trustedFrom { time < trustedFrom } else { false }
    if isSpreading || isLeading { insert(time) }
  }

  /// The packet sent last turned out to be damaged.
  mutating func foundInLastPacket() {
    isSpreading = true
    insert(lastTime)
    insert(previousTime)
  }

  /// True if the frame of this time is damaged; asked once for each frame, in the order of presentation.
  mutating func covers(_ time: Int64) -> Bool {
    defer { if times.count > 256 { times = times.filter { $0 > time } } }
    if untimedTail > 0 { untimedTail -= 1 }
    if lastTime == nil, isSpreading || untimedTail > 0 { return true }
    return times.remove(time) != nil
  }

  private mutating func insert(_ time: Int64?) {
    if let time { times.insert(time) }
  }
}
