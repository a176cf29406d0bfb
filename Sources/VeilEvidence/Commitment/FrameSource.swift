/// What the frame hash of a film was taken of.
package enum FrameSource: String, Sendable, Hashable, CaseIterable {
  /// The first picture as it is decoded: of codecs whose decoding is exact to the bit.
  case picture
  /// The first picture as it is coded: of codecs whose pictures may differ between decoders (MPEG-1, 2 and 4, Motion
  /// JPEG and others).
  case packet

  /// Codecs whose decoding is defined to the last bit, or that lose nothing: every decoder gives the same picture.
  /// Of all others the inverse transform may differ between decoders. Named as FFmpeg names them.
  package static let exactCodecs: Set<String> = [
    "h264", "hevc", "av1", "vp8", "vp9", "vvc", "ffv1", "ffvhuff", "huffyuv", "utvideo", "rawvideo", "png", "qtrle",
  ]

  /// The source for films of a codec.
  package init(codec: String) { self = Self.exactCodecs.contains(codec) ? .picture : .packet }
}
