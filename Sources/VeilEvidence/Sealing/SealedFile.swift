internal import Foundation

/// A sealed file on disk, whose header is sound and whose length is the one that the header says.
package struct SealedFile: Sendable {
  package let path: String
  package let header: SealedHeader

  /// - Throws: `notReadable`, `malformed`, `unsupportedVersion`; `truncated` and `extended` where the length is wrong.
  package init(_ path: String) throws {
    let file = try InputFile(path)
    guard file.byteCount >= SealedHeader.byteCount else {
      throw EvidenceError(.truncated, "\(path) is cut off inside its header; fetch it again")
    }
    header = try SealedHeader(bytes: try file.bytes(at: 0, count: SealedHeader.byteCount))
    self.path = path
    guard file.byteCount >= header.fileByteCount else {
      let whole =
        max(0, file.byteCount - SealedHeader.byteCount)
        / (SealedHeader.chunkByteCount + SealedHeader.tagByteCount)
      throw EvidenceError(.truncated, "\(path) is cut off at chunk \(whole); resume fetching it")
    }
    guard file.byteCount == header.fileByteCount else {
      throw EvidenceError(.extended, "\(path) goes on after its last chunk; fetch it again")
    }
  }

  /// Opens chunk 0 only: time, place, records and the derivation record.
  /// - Throws: as ``open(with:into:overwrites:progress:)``.
  package func manifest(with key: SessionKey) throws -> SealedManifest {
    let reader = try ChunkReader(self, key: key)
    return try Self.manifest(try reader.next(), header: header).manifest
  }

  /// Opens the films into a folder, which is created if need be. Every chunk is authenticated and every film is checked
  /// against its commitment before any of them appears; on any error nothing remains. Blocks the thread: see
  /// ``EvidenceWorker``.
  ///
  /// - Returns: the manifest, and the paths of its films.
  /// - Throws: `wrongKey` for the key of another incident or rendition; `damagedChunk` at the first bad chunk (of chunk 0
  ///   also where the key is wrong); `malformed`, `contradiction`, `contentDiffers`; `ChainFault`; `MediaError` for the
  ///   output; `CancellationError`.
  package func open(
    with key: SessionKey, into folder: String, overwrites: Bool = false, progress: ByteProgress? = nil
  ) throws -> (manifest: SealedManifest, films: [String]) {
    let sink = try decrypt(with: key, into: folder, overwrites: overwrites, progress: progress)
    return (sink.manifest, try sink.commit())
  }

  /// Opens the films as ``open(with:into:overwrites:progress:)`` does, and decodes the first picture of each of them to
  /// compare it with the frame hash, also before any of them appears. Works on a thread of its own.
  ///
  /// - Throws: as the other does; `contentDiffers` where a picture is another one; `noFrontFrame`; `MediaError`.
  package func openComparing(
    with key: SessionKey, into folder: String, overwrites: Bool = false, progress: ByteProgress? = nil
  ) async throws -> (manifest: SealedManifest, films: [String]) {
    let sink = try await EvidenceWorker.shared.run {
      try decrypt(with: key, into: folder, overwrites: overwrites, progress: progress)
    }
    for (film, path) in zip(sink.manifest.films, try sink.hiddenPaths()) {
      let frame = try await FrontFrame(ofFilm: path)
      guard frame.hash == film.commitment.frameHash, frame.source == film.commitment.frameSource else {
        throw EvidenceError(
          .contentDiffers, "the first picture of \(film.name) is not the one that was committed to; dispute it")
      }
    }
    return (sink.manifest, try sink.commit())
  }

  /// Authenticates every chunk and checks every film against its content root; the films have no names yet.
  private func decrypt(
    with key: SessionKey, into folder: String, overwrites: Bool, progress: ByteProgress?
  ) throws -> PlaintextSink {
    let reader = try ChunkReader(self, key: key)
    let first = try reader.next()
    let (manifest, offset) = try Self.manifest(first, header: header)
    let sink = try PlaintextSink(manifest, folder: folder, sealed: path, overwrites: overwrites)
    try sink.write(first.dropFirst(offset))
    progress?(first.count, header.plaintextByteCount)
    while !reader.isAtEnd {
      try Task.checkCancellation()
      try sink.write(try reader.next())
      progress?(reader.byteCount, header.plaintextByteCount)
    }
    return sink
  }

  /// Reads what chunk 0 begins with, and says where the films start in it.
  private static func manifest(
    _ chunk: Data, header: SealedHeader
  ) throws -> (manifest: SealedManifest, offset: Int) {
    var reader = ByteReader(chunk.prefix(SealedManifest.prefixByteCount), of: "chunk 0")
    let count = Int(try reader.integer(UInt32.self))
    let offset = SealedManifest.prefixByteCount + count
    guard count <= SealedManifest.maximumByteCount, offset <= chunk.count else {
      throw EvidenceError.malformed("chunk 0 of the sealed file gives an impossible length")
    }
    let manifest = try SealedManifest(parsing: Array(chunk.dropFirst(SealedManifest.prefixByteCount).prefix(count)))
    guard manifest.incident == header.incident, manifest.rendition == header.rendition else {
      throw EvidenceError(.contradiction, "the manifest is of another incident or rendition than the header")
    }
    let films = manifest.films.reduce(into: (sum: offset, overflow: false)) { total, film in
      let next = total.sum.addingReportingOverflow(film.byteCount)
      total = (next.partialValue, total.overflow || next.overflow)
    }
    guard !films.overflow, films.sum == header.plaintextByteCount else {
      throw EvidenceError(.contradiction, "the films of the manifest do not have the length that the header gives")
    }
    return (manifest, offset)
  }
}
