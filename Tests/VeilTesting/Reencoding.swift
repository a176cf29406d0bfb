package import VeilMedia

/// Reads a film and writes it again, which is what every protection does around its own work.
package enum Reencoding {
  /// - Returns: what was written.
  @discardableResult
  package static func run(
    _ input: String, to output: String, options: FilmWriterOptions = FilmWriterOptions(),
    decoding: DecoderOptions = DecoderOptions(),
    _ change: (VideoFrame, Int) throws -> VideoFrame = { frame, _ in frame }
  ) async throws -> WrittenFilm {
    let reader = try await FilmReader.open(input, options: decoding)
    let writer = try await FilmWriter.create(reader.info, to: output, options: options)
    do {
      for try await item in reader.items {
        if case .frame(let frame, let stream) = item { try await writer.write(change(frame, stream), stream: stream) }
      }
      let written = try await writer.finish()
      try await FilmVerifier.verify(written, of: reader.info)
      try await writer.commit()
      return written
    } catch {
      await writer.abort()
      throw error
    }
  }
}
