internal import CFFmpeg

/// Which video streams can be copied without decoding them, so that nothing hidden travels along.
package enum StreamCopy {
  /// Why the video of a film cannot be copied and must be encoded, one clause for people; nil if it can be copied.
  ///
  /// Cameras hide positions in user data inside the stream; only codecs whose units can be filtered, or that have no
  /// place for user data, are copied. Nor is a film whose edit list hides frames, because nobody has looked at those.
  package static func refusal(for film: FilmInfo) -> String? {
    do {
      for stream in film.videoStreams { _ = try filter(for: stream, in: film) }
      let demuxer = try Demuxer(MediaInput(film.path), salvages: true)
      guard demuxer.damage.isEmpty else { return "the film is damaged" }
      let hidden = demuxer.streams.contains { $0.hidesFrames }
      return hidden ? "an edit list of the film hides frames, which a copy would carry along" : nil
    } catch {
      return "\(error)"
    }
  }

  /// The filter through which packets of a stream go; nil if none is needed.
  ///
  /// Only units that make the picture pass: in H.264 (ITU-T H.264 table 7-1) slices, parameter sets, delimiters and
  /// auxiliary alpha, but no SEI, filler, unspecified types, or second views, which nobody has looked at; in HEVC
  /// (ITU-T H.265 table 7-1) likewise; in AV1 everything but metadata,
  /// padding, tile lists and the delimiters that muxers drop; in MPEG-2 everything but user data.
  static func filter(for stream: StreamInfo, in film: FilmInfo) throws -> String? {
    switch stream.codec {
    case "h264": "filter_units=pass_types=1-5|7-11|13|19"
    case "hevc": "filter_units=pass_types=0-9|16-21|32-37"
    case "av1": "filter_units=remove_types=2|5|8|15"
    case "mpeg2video": "filter_units=remove_types=178"
    case "vp8", "vp9": nil
    default:
      throw MediaError(
        .unsupportedStream, "\(stream.codec) may carry user data that cannot be filtered, so it has to be encoded anew")
    }
  }
}

extension UnsafeMutablePointer<AVStream> {
  /// True if the index names frames that are decoded but never shown.
  fileprivate var hidesFrames: Bool {
    guard pointee.codecpar.pointee.codec_type == AVMEDIA_TYPE_VIDEO else { return false }
    return (0..<avformat_index_get_entries_count(self)).contains { index in
      guard let entry = avformat_index_get_entry(self, index) else { return false }
      return Int32(entry.pointee.flags) & AVINDEX_DISCARD_FRAME != 0
    }
  }
}
