/// How a film is written.
package struct FilmWriterOptions: Sendable {
  /// What happens with sound.
  package enum Audio: String, Sendable, Hashable, CaseIterable, Codable {
    /// Every packet is copied bit for bit.
    case copy
    /// Sound is left out and named among the dropped streams.
    case mute
  }

  /// What happens with pictures.
  package enum Video: String, Sendable, Hashable {
    /// Frames are handed to ``FilmWriter/write(_:stream:)`` and encoded.
    case encode
    /// Packets are copied through a filter that drops user data; see ``StreamCopy``.
    case copy
  }

  package var codec: VideoCodec = .h264
  /// In the codec's own scale (CRF, or the quantiser for MPEG-4 and JPEG); lower is better; nil: the codec's default here.
  package var quality: Double?
  /// Name of the encoder's preset where it has presets.
  package var preset = "veryfast"
  /// Threads for one encoder; 0: as many as there are cores.
  package var threads = 0
  package var audio: Audio = .copy
  package var video: Video = .encode
  /// True to replace a file that exists.
  package var overwrites = false
  /// True to keep the time of recording. Off by default: with a known route it tells where somebody was when.
  package var keepsCreationTime = false
  /// A place to put into the container's location tag; nil: none.
  package var location: GeoPosition?
  /// True to put the index of an MP4 before its content, for players on the web; costs one more pass over the file.
  package var startsFast = true

  package init() {}
}
