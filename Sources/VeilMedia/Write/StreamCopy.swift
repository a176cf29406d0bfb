/// Which video streams can be copied without decoding them, so that nothing hidden travels along.
package enum StreamCopy {
  /// Why the video of a film cannot be copied and must be encoded, one clause for people; nil if it can be copied.
  ///
  /// Cameras hide positions in user data inside the stream; only codecs whose units can be filtered, or that have no
  /// place for user data, are copied.
  package static func refusal(for film: FilmInfo) -> String? {
    for stream in film.videoStreams {
      do { _ = try filter(for: stream, in: film) } catch { return "\(error)" }
    }
    return nil
  }

  /// The filter through which packets of a stream go; nil if none is needed.
  ///
  /// Only units that make the picture pass: in H.264 (ITU-T H.264 table 7-1) slices, parameter sets, delimiters and
  /// auxiliary alpha, but no SEI, filler, unspecified types, or second views, which nobody has looked at; in HEVC
  /// (ITU-T H.265 table 7-1) likewise; in AV1 everything but metadata and padding; in MPEG-2 everything but user data.
  static func filter(for stream: StreamInfo, in film: FilmInfo) throws -> String? {
    switch stream.codec {
    case "h264": "filter_units=pass_types=1-5|7-11|13|19"
    case "hevc": "filter_units=pass_types=0-9|16-21|32-37"
    case "av1": "filter_units=remove_types=5|8|15"
    case "mpeg2video": "filter_units=remove_types=178"
    case "vp8", "vp9": nil
    default:
      throw MediaError(
        .unsupportedStream, "\(stream.codec) may carry user data that cannot be filtered, so it has to be encoded anew")
    }
  }
}
