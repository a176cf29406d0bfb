internal import CFFmpeg

/// Rewrites packets without decoding them. Owns the `AVBSFContext`.
final class BitstreamFilter {
  private let context: UnsafeMutablePointer<AVBSFContext>

  /// - Parameter description: in FFmpeg's syntax, for example `filter_units=remove_types=6`.
  init(
    _ description: String, parameters: UnsafeMutablePointer<AVCodecParameters>, timeBase: AVRational
  ) throws {
    var parsed: UnsafeMutablePointer<AVBSFContext>?
    try check(av_bsf_list_parse_str(description, &parsed), .unexpected, "preparing the filter \(description)")
    guard let parsed else { throw MediaError(.unexpected, "the filter \(description) is missing") }
    context = parsed
    try check(avcodec_parameters_copy(parsed.pointee.par_in, parameters), .outOfMemory, "copying codec parameters")
    parsed.pointee.time_base_in = timeBase
    try check(av_bsf_init(parsed), .unsupportedStream, "preparing the filter \(description)")
  }

  deinit {
    var owned: UnsafeMutablePointer<AVBSFContext>? = context
    av_bsf_free(&owned)
  }

  /// What the stream is like behind the filter.
  var outputParameters: UnsafeMutablePointer<AVCodecParameters> { context.pointee.par_out }

  /// Filters a packet, or, with nil, ends the stream.
  /// - Parameters:
  ///   - packet: emptied by this call, and used to hand on what comes out.
  ///   - emit: called for every packet that comes out.
  func filter(
    _ packet: UnsafeMutablePointer<AVPacket>, isEnd: Bool = false,
    _ emit: (UnsafeMutablePointer<AVPacket>) throws -> Void
  ) throws {
    try check(av_bsf_send_packet(context, isEnd ? nil : packet), .damaged, "filtering a packet")
    while true {
      let result = av_bsf_receive_packet(context, packet)
      if result == VEIL_AVERROR_EAGAIN || result == VEIL_AVERROR_EOF { return }
      try check(result, .damaged, "filtering a packet")
      try emit(packet)
    }
  }
}
