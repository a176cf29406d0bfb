/// What is known of a film or picture before any of it is decoded.
package struct FilmInfo: Sendable, Hashable {
  /// The file or address, as it was given.
  package let path: String
  /// FFmpeg's name of the container, for example `mov,mp4,m4a,3gp,3g2,mj2`.
  package let formatName: String
  /// Length in seconds, if the container says.
  package let duration: Double?
  /// All streams in the order of the file, those that nobody asked for included.
  package let streams: [StreamInfo]
  /// True for a single picture (JPEG, PNG, WebP, BMP, TIFF …), to be read by ``StillImage``.
  package let isStillImage: Bool
  /// Keys of the container's own metadata. Values may be personal and are not kept.
  package let metadataKeys: [String]
  /// When the film was recorded, as the container says (ISO 8601); kept in the output only if asked for.
  package let creationTime: String?
  package let chapterCount: Int
  /// What is wrong with the file, one sentence each; not empty only when probing to salvage.
  package let damage: [String]

  /// The streams of moving pictures; thumbnails are not among them.
  package var videoStreams: [StreamInfo] { streams.filter { $0.kind == .video } }

  package var audioStreams: [StreamInfo] { streams.filter { $0.kind == .audio } }
}

/// What is known of one stream of a film.
package struct StreamInfo: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable, Codable {
    case video, audio, subtitle, data, attachment
    /// A still picture that goes with the film, such as a cover; never copied.
    case thumbnail
  }

  /// Place of the stream in the file, from 0.
  package let index: Int
  package let kind: Kind
  /// FFmpeg's name of the codec, `none` if unknown.
  package let codec: String
  /// Length of a tick of the stream's timestamps.
  package let timeBase: TimeBase
  /// First presentation timestamp in ticks, if known.
  package let startTicks: Int64?
  /// Length in ticks, if known.
  package let durationTicks: Int64?
  /// Number of frames that the container announces, if it does. For films without, see ``MediaProbe/countFrames``.
  package let frameCount: Int?
  /// ISO 639 code, if given.
  package let language: String?
  package let isDefault: Bool
  /// Keys of the stream's own metadata.
  package let metadataKeys: [String]
  /// Present for video and thumbnails.
  package let video: VideoInfo?
  /// Present for audio.
  package let audio: AudioInfo?
}

/// What is known of the pictures of a stream.
package struct VideoInfo: Sendable, Hashable {
  package let width: Int
  package let height: Int
  /// FFmpeg's name of the format in the file, which may be packed; frames are delivered in ``frameFormat``.
  package let pixelFormatName: String
  /// How frames are delivered; nil if the format in the file is unknown or cannot be read.
  package let frameFormat: PictureFormat?
  /// Average frames per second, if known.
  package let frameRate: Rational?
  /// Width of a pixel divided by its height; nil if not given.
  package let sampleAspect: Rational?
  /// Degrees, clockwise, by which a player turns the pictures: 0, 90, 180, 270 or anything between for odd matrices.
  package let rotation: Double
  /// True if a player mirrors the pictures before it turns them.
  package let isMirrored: Bool
  /// The container's display matrix, nine fixed-point numbers in row order; nil if none is given.
  package let displayMatrix: [Int32]?
  package let colour: ColourTags
}

/// What is known of the sound of a stream.
package struct AudioInfo: Sendable, Hashable {
  /// Samples a second.
  package let sampleRate: Int
  package let channels: Int
}

/// A fraction with a positive denominator.
package struct Rational: Sendable, Hashable {
  package var numerator: Int32
  package var denominator: Int32

  package init(_ numerator: Int32, _ denominator: Int32) {
    self.numerator = numerator
    self.denominator = denominator
  }

  package var value: Double { Double(numerator) / Double(denominator) }
}
