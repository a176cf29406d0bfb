/// Decodes the sound of a film to one channel of 32-bit samples at a fixed rate, in blocks whose times are film times.
///
/// The picture is not decoded. Works on a thread of its own, one block at a time; memory does not grow with the film.
///
///     let reader = try await AudioReader.open("drive.mp4")
///     for try await block in reader.blocks { … }
package actor AudioReader {
  private nonisolated let executor: MediaExecutor
  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private let reading: AudioReading
  /// What is known of the film.
  package nonisolated let info: FilmInfo
  /// Index of the stream that is decoded; nil if the film has no sound, so that ``blocks`` is empty.
  package nonisolated let stream: Int?
  /// The time in seconds at which the film starts, and with it the first block; see ``FilmInfo/soundOrigin(stream:)``.
  package nonisolated let start: Double

  /// Opens a film.
  ///
  /// - Parameters:
  ///   - path: a file, `-` for standard input, or an address.
  ///   - options: which stream, at which rate, in blocks of how many samples.
  /// - Throws: ``MediaError`` as ``MediaProbe/probe(_:salvages:)`` does, and `.unsupportedStream` when there is no
  ///   decoder for the sound or the wanted stream is none.
  package static func open(_ path: String, options: AudioOptions = AudioOptions()) async throws -> AudioReader {
    let executor = MediaExecutor("veilcam.audio")
    let opened = try await MediaWork.run(on: executor) { try AudioReading(path, options: options) }
    return AudioReader(opened, executor: executor)
  }

  private init(_ opened: sending AudioReading, executor: MediaExecutor) {
    self.executor = executor
    info = opened.info
    stream = opened.stream
    start = opened.start
    reading = opened
  }

  /// The film's sound from its start to its end without holes. There is one place in a film: iterate once.
  package nonisolated var blocks: AudioBlocks { AudioBlocks(reader: self) }

  /// The next block, nil at the end.
  /// - Throws: ``MediaError`` `.damaged` or `.truncated`.
  package func next() throws -> AudioBlock? { try reading.next() }
}

/// The blocks of an ``AudioReader``.
package struct AudioBlocks: AsyncSequence, Sendable {
  fileprivate let reader: AudioReader

  package func makeAsyncIterator() -> Iterator { Iterator(reader: reader) }

  package struct Iterator: AsyncIteratorProtocol {
    fileprivate let reader: AudioReader

    package mutating func next() async throws -> AudioBlock? {
      try Task.checkCancellation()
      return try await reader.next()
    }
  }
}
