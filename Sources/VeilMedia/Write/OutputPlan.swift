internal import CFFmpeg

/// What becomes of every stream of a film, decided before anything is written.
struct OutputPlan {
  enum Treatment: Hashable { case encode, copy }

  /// A stream of the output, in the order of the input.
  struct Stream {
    let source: StreamInfo
    let treatment: Treatment
  }

  let container: OutputContainer
  let streams: [Stream]
  let dropped: [DroppedStream]

  /// - Throws: ``MediaError`` when the container cannot hold what must be kept.
  init(for film: FilmInfo, destination: String, options: FilmWriterOptions) throws {
    let container = try OutputContainer(for: destination)
    var streams: [Stream] = []
    var dropped: [DroppedStream] = []
    for stream in film.streams {
      switch (stream.kind, options.audio, options.video) {
      case (.video, _, .encode):
        try Self.checkVideo(stream, codec: options.codec.rawValue, container)
        streams.append(Stream(source: stream, treatment: .encode))
      case (.video, _, .copy):
        try Self.checkVideo(stream, codec: stream.codec, container)
        streams.append(Stream(source: stream, treatment: .copy))
      case (.audio, .copy, _):
        try Self.checkAudio(stream, container)
        streams.append(Stream(source: stream, treatment: .copy))
      default:
        dropped.append(
          DroppedStream(index: stream.index, kind: stream.kind, codec: stream.codec, reason: Self.reason(stream.kind)))
      }
    }
    guard streams.contains(where: { $0.source.kind == .video }) else {
      throw MediaError(.notAFilm, "\(film.path) holds no video")
    }
    self.container = container
    self.streams = streams
    self.dropped = dropped
  }

  private static func reason(_ kind: StreamInfo.Kind) -> String {
    switch kind {
    case .audio: "sound was to be left out"
    case .subtitle: "subtitles may carry positions or names and cannot be checked"
    case .data: "data streams may carry positions and cannot be checked"
    case .attachment: "attached files cannot be checked"
    case .thumbnail: "the preview picture shows the film unprotected"
    case .video: "video was to be left out"
    }
  }

  private static func checkVideo(_ stream: StreamInfo, codec: String, _ container: OutputContainer) throws {
    guard let descriptor = avcodec_descriptor_get_by_name(codec), container.holds(descriptor.pointee.id) else {
      throw MediaError(
        .unsupportedContainer, ".\(container.suffix) cannot hold \(codec) video; write .mp4 or .mkv")
    }
    if let video = stream.video, video.rotation != 0 || video.isMirrored, !container.holdsRotation {
      throw MediaError(
        .unsupportedContainer,
        "the film is turned by \(Int(video.rotation)) degrees, which .\(container.suffix) cannot say; write .mp4 or .mov"
      )
    }
  }

  private static func checkAudio(_ stream: StreamInfo, _ container: OutputContainer) throws {
    guard let descriptor = avcodec_descriptor_get_by_name(stream.codec), container.holds(descriptor.pointee.id) else {
      throw MediaError(
        .unsupportedContainer,
        ".\(container.suffix) cannot hold the film's sound (\(stream.codec)); write .mov or .mkv, or leave sound out")
    }
  }
}
