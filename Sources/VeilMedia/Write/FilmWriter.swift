/// Writes a protected film beside its destination and gives it its name only when it is complete.
///
///     let writer = try await FilmWriter.create(film, to: "drive.veiled.mp4")
///     for try await frame in decoder.frames { try await writer.write(protect(frame), stream: 1) }
///     let written = try await writer.finish()
///     try await FilmVerifier.verify(written, of: film)
///     try await writer.commit()
///
/// Streams keep the order of the input; sound is copied from the film itself in step with the frames. Without
/// ``commit()`` nothing remains: the partial file goes with the writer. Works on a thread of its own.
package actor FilmWriter {
  private nonisolated let executor: MediaExecutor
  package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  private let writing: FilmWriting
  /// Streams of the input that are left out.
  package nonisolated let dropped: [DroppedStream]
  /// What cannot be stored as it came, one clause each.
  package nonisolated let notes: [String]
  /// Where the film is until it is committed.
  package nonisolated let partialPath: String

  /// Opens the output.
  ///
  /// - Parameters:
  ///   - film: the input, as ``MediaProbe`` describes it.
  ///   - destination: the path wanted; its extension chooses the container.
  ///   - options: codec, quality, sound, metadata.
  ///   - reader: a reader that hands over the packets of sound, for films that cannot be read twice; nil: the writer reads
  ///     them from the file itself.
  /// - Throws: ``MediaError``: `.sameFile`, `.alreadyExists`, `.notWritable`, `.diskFull`, `.unsupportedContainer`,
  ///   `.unsupportedStream`, `.encoder`.
  package static func create(
    _ film: FilmInfo, to destination: String, options: FilmWriterOptions = FilmWriterOptions(),
    packetsOf reader: FilmReader? = nil
  ) async throws -> FilmWriter {
    let executor = MediaExecutor("veilcam.write")
    let handedOver = reader?.parameters
    let opened = try await MediaWork.run(on: executor) {
      try FilmWriting(film, to: destination, options: options, handedOver: handedOver)
    }
    return FilmWriter(opened, executor: executor)
  }

  private init(_ opened: sending FilmWriting, executor: MediaExecutor) {
    self.executor = executor
    dropped = opened.plan.dropped
    notes = opened.notes
    partialPath = opened.partialPath
    writing = opened
  }

  /// Encodes a frame; frames of a stream come in ascending order of time.
  ///
  /// With several video streams, hand frames over in the order of time across streams, as ``FilmReader/items`` delivers
  /// them: packets of a stream that is ahead wait in memory.
  /// - Parameters:
  ///   - frame: of the shape and clock of the input's stream.
  ///   - stream: index of the stream in the input.
  /// - Throws: ``MediaError``: `.encoder`, `.diskFull`, `.notWritable`, `.unsupportedContainer`.
  package func write(_ frame: VideoFrame, stream: Int) throws {
    do { try writing.write(frame, stream: stream) } catch { throw abandon(error) }
  }

  /// Copies a packet of sound from the reader that the writer was created with.
  package func write(_ packet: MediaPacket) throws {
    do { try writing.write(packet) } catch { throw abandon(error) }
  }

  /// Writes what is left, the remaining copied packets included, and closes the file under its hidden name.
  package func finish() throws -> WrittenFilm {
    do { return try writing.finish() } catch { throw abandon(error) }
  }

  /// Gives the finished film its name.
  /// - Throws: ``MediaError`` `.alreadyExists`, `.diskFull`, `.notWritable`.
  package func commit() throws { try writing.commit() }

  /// Removes what was written so far.
  package func abort() { writing.abort() }

  private func abandon(_ error: any Error) -> any Error {
    writing.abort()
    return error
  }
}
