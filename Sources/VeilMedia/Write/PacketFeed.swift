internal import CFFmpeg

/// Reads the packets that are copied from the film, in step with the frames that are encoded.
final class PacketFeed {
  private let demuxer: Demuxer
  private let slot: PacketSlot
  private var isLoaded = false
  private var hasEnded = false

  init(_ path: String, streams: Set<Int>, salvages: Bool) throws {
    demuxer = try Demuxer(MediaInput(path), salvages: salvages)
    slot = try PacketSlot()
    demuxer.select(streams)
  }

  func parameters(_ index: Int) throws -> CodecParameters { try CodecParameters(copying: demuxer.stream(index)) }

  /// Time of the first packet of each stream, in its own ticks.
  static func firstTicks(_ path: String, streams: Set<Int>) throws -> [Int: Int64] {
    let demuxer = try Demuxer(MediaInput(path), salvages: true)
    demuxer.select(streams)
    let slot = try PacketSlot()
    var found: [Int: Int64] = [:]
    for _ in 0..<1000 where found.count < streams.count {
      guard try demuxer.read(into: slot.pointer) else { break }
      let index = Int(slot.pointer.pointee.stream_index)
      if found[index] == nil { found[index] = slot.pointer.pointee.pts.knownTicks }
    }
    return found
  }

  /// Hands over packets up to a time in seconds, or, with nil, to the end.
  /// - Parameter emit: called with each packet and the tick of its times; may take the packet's data.
  func pump(
    until limit: Double?, _ emit: (UnsafeMutablePointer<AVPacket>, TimeBase) throws -> Void
  ) throws {
    while !hasEnded {
      if !isLoaded {
        guard try demuxer.read(into: slot.pointer) else {
          hasEnded = true
          return
        }
        isLoaded = true
      }
      let base = TimeBase(try demuxer.stream(Int(slot.pointer.pointee.stream_index)).pointee.time_base)
      let ticks = slot.pointer.pointee.dts.knownTicks ?? slot.pointer.pointee.pts.knownTicks
      if let limit, let ticks, Timestamp(ticks: ticks, base: base).seconds > limit { return }
      isLoaded = false
      try emit(slot.pointer, base)
    }
  }
}
