internal import CFFmpeg

/// SHA-256 over the payload of packets in order. Owns the `AVHashContext`.
///
/// Of H.264 and HEVC only the units that make pictures count, because containers spell and accompany them differently.
/// The ADTS header that AAC has in transport streams but not in MP4 (ISO/IEC 13818-7 §6.2) does not count.
final class PayloadHash {
  private var context: OpaquePointer?

  private let units: CodedUnits?

  init(_ parameters: AVCodecParameters) throws {
    units = CodedUnits(parameters)
    try check(av_hash_alloc(&context, "SHA256"), .outOfMemory, "preparing a hash")
    av_hash_init(context)
  }

  deinit { av_hash_freep(&context) }

  func add(_ packet: AVPacket) {
    guard let data = packet.data, packet.size > 0 else { return }
    let bytes = UnsafeBufferPointer(start: data, count: Int(packet.size))
    if let units {
      units.forEachPicture(in: bytes) { av_hash_update(context, $0.baseAddress, $0.count) }
    } else {
      let header = Self.adtsHeader(bytes)
      av_hash_update(context, data + header, bytes.count - header)
    }
  }

  /// Bytes of an ADTS header, 0 if there is none. No raw AAC frame begins with its sync word.
  private static func adtsHeader(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    guard bytes.count > 9, bytes[0] == 0xFF, bytes[1] & 0xF6 == 0xF0 else { return 0 }
    let length = Int(bytes[3] & 0x03) << 11 | Int(bytes[4]) << 3 | Int(bytes[5]) >> 5
    guard length == bytes.count else { return 0 }
    return bytes[1] & 0x01 == 1 ? 7 : 9
  }

  /// The hash in hexadecimal; ends it.
  func finish() -> String {
    var digits = [UInt8](repeating: 0, count: 2 * Int(AV_HASH_MAX_SIZE) + 1)
    av_hash_final_hex(context, &digits, Int32(digits.count))
    return String(decoding: digits.prefix { $0 != 0 }, as: UTF8.self)
  }
}
