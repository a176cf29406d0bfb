/// Compares the frames that come out of a decoder with the packets that went in, because decoders drop frames silently.
///
/// Frames come out in the order of presentation, so a packet's time that is passed over was lost. Streams whose packets
/// have no timestamps are only counted.
struct FrameLedger {
  /// Presentation times of packets whose frames have not come out, ascending.
  private var pending: [Int64] = []
  private var hasUntimed = false
  private(set) var sentCount = 0
  private(set) var receivedCount = 0

  /// Notes a packet that shows a frame.
  mutating func sent(_ time: Int64?) {
    sentCount += 1
    guard let time else {
      hasUntimed = true
      return
    }
    pending.insert(time, at: position(of: time))
  }

  /// True if so many frames have come out since that a pending one must be lost: decoders hold back at most 16 pictures
  /// and one for each thread. Some films have times that do not ascend in the order of presentation, so one that is
  /// passed over is not lost at once.
  var isOverdue: Bool { pending.count > 128 }

  var oldest: Int64? { pending.first }

  /// Notes a frame.
  /// - Parameter givesUpEarlier: true to take earlier pending times as lost, false to go on waiting for them.
  /// - Returns: the times before it that were given up.
  mutating func received(_ time: Int64?, givesUpEarlier: Bool) -> [Int64] {
    receivedCount += 1
    guard let time, !hasUntimed else { return [] }
    let index = position(of: time)
    if index < pending.count, pending[index] == time { pending.remove(at: index) }
    guard givesUpEarlier else { return [] }
    let lost = Array(pending[..<index])
    pending.removeFirst(index)
    return lost
  }

  /// Ends the account.
  /// - Returns: times whose frames never came, and how many more there are without a time.
  mutating func close() -> (lost: [Int64], untimed: Int) {
    defer { pending = [] }
    return hasUntimed ? ([], max(0, sentCount - receivedCount)) : (pending, 0)
  }

  /// The first index whose time is not below.
  private func position(of time: Int64) -> Int {
    var index = pending.count
    while index > 0, pending[index - 1] >= time { index -= 1 }
    return index
  }
}
