/// Decodes one video stream of a film.
///
///     let decoder = try await VideoDecoder.open("drive.mp4", stream: 0)
///     for try await frame in decoder.frames { … }
package struct VideoDecoder: Sendable {
  private let reader: FilmReader
  /// Index of the stream.
  package let stream: Int

  /// Opens a stream of a film; several decoders may read the same file at the same time.
  ///
  /// - Parameters:
  ///   - path: a file, `-` for standard input, or an address.
  ///   - stream: index of a video stream; nil: the first.
  ///   - options: threads, read-ahead and whether to salvage.
  /// - Throws: ``MediaError`` as ``MediaProbe/probe(_:salvages:)`` does, and `.unsupportedStream`.
  package static func open(
    _ path: String, stream: Int? = nil, options: DecoderOptions = DecoderOptions()
  ) async throws -> VideoDecoder {
    let wanted = try stream ?? MediaProbe.firstVideoStream(path, salvages: options.salvages)
    let reader = try await FilmReader.open(path, decoded: [wanted], options: options)
    return VideoDecoder(reader: reader, stream: wanted)
  }

  /// What is known of the film.
  package var info: FilmInfo { reader.info }

  /// The stream's frames in the order of presentation. There is one place in a film: iterate once.
  package var frames: VideoFrames { VideoFrames(reader: reader) }

  /// What decoding met so far; complete when ``frames`` has ended.
  package var summary: DecodingSummary {
    get async { await reader.summaries[stream] ?? DecodingSummary() }
  }
}

/// The frames of a ``VideoDecoder``.
package struct VideoFrames: AsyncSequence, Sendable {
  fileprivate let reader: FilmReader

  package func makeAsyncIterator() -> Iterator { Iterator(reader: reader) }

  package struct Iterator: AsyncIteratorProtocol {
    fileprivate let reader: FilmReader

    package mutating func next() async throws -> VideoFrame? {
      while true {
        try Task.checkCancellation()
        guard let item = try await reader.next() else { return nil }
        if case .frame(let frame, _) = item { return frame }
      }
    }
  }
}
