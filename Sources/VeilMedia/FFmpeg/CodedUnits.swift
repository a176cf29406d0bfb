internal import CFFmpeg

/// The units of an H.264 or HEVC packet (ITU-T H.264 and H.265, 7.3.1), whichever way a container spells them: behind
/// start codes (annex B) or behind their length.
struct CodedUnits {
  private let isHEVC: Bool
  private let hasLengths: Bool

  /// Nil for other codecs.
  init?(_ parameters: AVCodecParameters) {
    switch parameters.codec_id {
    case AV_CODEC_ID_H264: isHEVC = false
    case AV_CODEC_ID_HEVC: isHEVC = true
    default: return nil
    }
    // Configuration records (ISO/IEC 14496-15) begin with version 1, annex B with a start code.
    hasLengths = parameters.extradata_size > 0 && parameters.extradata?.pointee == 1
  }

  /// Calls a closure with every unit that makes pictures; parameter sets, delimiters and messages, which muxers add and
  /// remove, are passed over.
  func forEachPicture(in packet: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    let hand: (UnsafeBufferPointer<UInt8>) -> Void = { unit in
      let isPicture = isHEVC ? unit[0] >> 1 & 0x3F < 32 : (1...5).contains(unit[0] & 0x1F)
      if isPicture { body(unit) }
    }
    if hasLengths { splitByLength(packet, hand) } else { splitAtStartCodes(packet, hand) }
  }

  /// True for an instantaneous decoding refresh: no later picture refers to anything before it. Other key frames do not
  /// promise that.
  func beginsAnew(_ packet: AVPacket) -> Bool {
    guard let data = packet.data, packet.size > 0 else { return false }
    var found: Bool?
    forEachPicture(in: UnsafeBufferPointer(start: data, count: Int(packet.size))) { unit in
      let isRefresh = isHEVC ? (19...20).contains(unit[0] >> 1 & 0x3F) : unit[0] & 0x1F == 5
      found = (found ?? true) && isRefresh
    }
    return found ?? false
  }

  /// True if packets and extradata are in annex B.
  var hasStartCodes: Bool { !hasLengths }

  /// Parameter sets of annex B extradata, without the messages that encoders and cameras put among them.
  func parameterSets(in extradata: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var kept: [UInt8] = []
    splitAtStartCodes(extradata) { unit in
      let isKept = isHEVC ? (32...34).contains(unit[0] >> 1 & 0x3F) : [7, 8, 13].contains(unit[0] & 0x1F)
      if isKept { kept += [0, 0, 0, 1] + unit }
    }
    return kept
  }

  private func splitByLength(_ packet: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    var position = 0
    while position + 4 < packet.count {
      let length = packet[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
      let end = min(packet.count, position + 4 + length)
      hand(packet, position + 4, end, body)
      position = max(end, position + 4)
    }
  }

  private func splitAtStartCodes(
    _ packet: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    var start: Int?
    var position = 0
    while position + 2 < packet.count {
      if packet[position + 2] > 1 {
        position += 3
      } else if packet[position] == 0, packet[position + 1] == 0, packet[position + 2] == 1 {
        if let start { hand(packet, start, position, body) }
        start = position + 3
        position += 3
      } else {
        position += 1
      }
    }
    if let start { hand(packet, start, packet.count, body) }
  }

  private func hand(
    _ packet: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    var end = end
    while end > start, packet[end - 1] == 0 { end -= 1 }
    if end > start { body(UnsafeBufferPointer(rebasing: packet[start..<end])) }
  }
}
