internal import CFFmpeg

/// Coded data of one stream with its timestamps, to be copied as it is.
///
/// Owns its `AVPacket`. `@unchecked Sendable` because nothing changes the packet after `init` and FFmpeg's buffer
/// reference counts are atomic.
package final class MediaPacket: @unchecked Sendable {
  let pointer: UnsafeMutablePointer<AVPacket>
  /// Length of a tick of the packet's timestamps.
  package let timeBase: TimeBase

  /// A new reference to a packet's data; the original keeps its own.
  init(referring original: UnsafeMutablePointer<AVPacket>, timeBase: TimeBase) throws {
    guard let pointer = av_packet_clone(original) else { throw MediaError(.outOfMemory, "out of memory for a packet") }
    self.pointer = pointer
    self.timeBase = timeBase
  }

  deinit {
    var owned: UnsafeMutablePointer<AVPacket>? = pointer
    av_packet_free(&owned)
  }

  /// Index of the stream in the film that it was read from.
  package var stream: Int { Int(pointer.pointee.stream_index) }

  /// When the packet is to be decoded, or shown if that is all that is known; nil if the film does not say.
  package var timestamp: Timestamp? {
    let packet = pointer.pointee
    let ticks = packet.dts != VEIL_NOPTS_VALUE ? packet.dts : packet.pts
    return ticks == VEIL_NOPTS_VALUE ? nil : Timestamp(ticks: ticks, base: timeBase)
  }
}

/// One `AVPacket` that is filled again and again.
struct PacketSlot: ~Copyable {
  let pointer: UnsafeMutablePointer<AVPacket>

  init() throws {
    guard let pointer = av_packet_alloc() else { throw MediaError(.outOfMemory, "out of memory for a packet") }
    self.pointer = pointer
  }

  deinit {
    var owned: UnsafeMutablePointer<AVPacket>? = pointer
    av_packet_free(&owned)
  }
}
