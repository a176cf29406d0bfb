/// Reads all wanted streams of a film in one pass, in the order of the file: for several video streams at once, and for
/// standard input and cameras, which cannot be read twice.
///
/// Works on a thread of its own, some items ahead of the one that is asked for; memory does not grow with the film.
///
///     let reader = try await FilmReader.open("drive.mp4")
///     for try await item in reader.items { … }
package actor FilmReader {
  private nonisolated let executor: MediaExecutor
  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private let reading: FilmReading
  private var buffer: [FilmItem] = []
  private let readAhead: Int
  private var failure: (any Error)?
  private var isFilling = false
  private var hasEnded = false

  /// What is known of the film.
  package nonisolated let info: FilmInfo
  /// Parameters of the streams that are handed on as packets.
  nonisolated let parameters: [Int: CodecParameters]

  /// Opens a film.
  ///
  /// - Parameters:
  ///   - path: a file, `-` for standard input, or an address.
  ///   - decoded: indices of the video streams to decode; nil: all, thumbnails excepted.
  ///   - copiesAudio: true to hand on the packets of all audio streams too.
  ///   - options: threads, read-ahead and whether to salvage.
  /// - Throws: ``MediaError`` as ``MediaProbe/probe(_:salvages:)`` does, and `.unsupportedStream`.
  package static func open(
    _ path: String, decoded: Set<Int>? = nil, copiesAudio: Bool = false, options: DecoderOptions = DecoderOptions()
  ) async throws -> FilmReader {
    let executor = MediaExecutor("veilcam.read")
    let opened = try await MediaWork.run(on: executor) {
      try FilmReading(
        path, decoded: decoded, copied: { copiesAudio ? Set($0.audioStreams.map(\.index)) : [] }, options: options)
    }
    return FilmReader(opened, readAhead: options.readAhead, executor: executor)
  }

  private init(_ opened: sending FilmReading, readAhead: Int, executor: MediaExecutor) {
    self.executor = executor
    self.readAhead = readAhead
    info = opened.info
    parameters = opened.parameters
    reading = opened
  }

  /// The film's frames and packets. There is one place in a film: iterate once.
  package nonisolated var items: FilmItems { FilmItems(reader: self) }

  /// What decoding met so far, by stream; complete when ``items`` has ended.
  package var summaries: [Int: DecodingSummary] { reading.summaries }

  /// The next frame or packet, nil at the end.
  /// - Throws: ``MediaError`` `.damaged` or `.truncated`, once; after that the film has ended.
  package func next() throws -> FilmItem? {
    if buffer.isEmpty, !hasEnded { produce() }
    guard !buffer.isEmpty else {
      if let failure {
        self.failure = nil
        throw failure
      }
      return nil
    }
    let item = buffer.removeFirst()
    fillLater()
    return item
  }

  /// One item at a time, so that whoever waits for ``next()`` comes in between.
  private func fillLater() {
    guard !isFilling, !hasEnded, buffer.count < readAhead else { return }
    isFilling = true
    Task { self.fill() }
  }

  private func fill() {
    isFilling = false
    guard !hasEnded, buffer.count < readAhead else { return }
    produce()
    fillLater()
  }

  private func produce() {
    do {
      if let item = try reading.next() { buffer.append(item) } else { hasEnded = true }
    } catch {
      failure = error
      hasEnded = true
    }
  }
}

/// The frames and packets of a ``FilmReader``.
package struct FilmItems: AsyncSequence, Sendable {
  fileprivate let reader: FilmReader

  package func makeAsyncIterator() -> Iterator { Iterator(reader: reader) }

  package struct Iterator: AsyncIteratorProtocol {
    fileprivate let reader: FilmReader

    package mutating func next() async throws -> FilmItem? {
      try Task.checkCancellation()
      return try await reader.next()
    }
  }
}
