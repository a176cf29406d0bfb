internal import CFFmpeg

extension AVPacket {
  /// False for packets from which a sound decoder returns no picture: those outside the edit list, empty ones (repeat the
  /// last picture), invisible VP8 frames (RFC 6386 §9.1) and MPEG-4 "not coded" placeholders.
  func showsFrame(codec: AVCodecID) -> Bool {
    guard size > 0, let data, flags & AV_PKT_FLAG_DISCARD == 0 else { return false }
    switch codec {
    case AV_CODEC_ID_VP8: return data[0] & 0x10 != 0
    case AV_CODEC_ID_MPEG4: return size > 8
    default: return true
    }
  }

  /// When the packet's picture is shown, if the film says.
  var knownTime: Int64? { pts.knownTicks }
}
