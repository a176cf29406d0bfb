internal import CFFmpeg

/// SHA-256 over the payload of packets in order. Owns the `AVHashContext`.
final class PayloadHash {
  private var context: OpaquePointer?

  init() throws {
    try check(av_hash_alloc(&context, "SHA256"), .outOfMemory, "preparing a hash")
    av_hash_init(context)
  }

  deinit { av_hash_freep(&context) }

  func add(_ packet: AVPacket) {
    guard let data = packet.data, packet.size > 0 else { return }
    av_hash_update(context, data, Int(packet.size))
  }

  /// The hash in hexadecimal; ends it.
  func finish() -> String {
    var digits = [UInt8](repeating: 0, count: 2 * Int(AV_HASH_MAX_SIZE) + 1)
    av_hash_final_hex(context, &digits, Int32(digits.count))
    return String(decoding: digits.prefix { $0 != 0 }, as: UTF8.self)
  }
}
