internal import CFFmpeg

/// Reads a written film back, without decoding, and compares it with what was meant to be written.
package enum FilmVerifier {
  /// Checks the streams, their shape and order, every frame's time, the payload of copied packets, and that no metadata
  /// outside the allow-list is there.
  ///
  /// - Parameters:
  ///   - written: from ``FilmWriter/finish()``; the film is read at its hidden path.
  ///   - film: the input.
  ///   - frames: number of frames that were analysed and protected, by input stream; streams that are missing are not
  ///     counted.
  /// - Throws: ``MediaError`` `.verification` with what differs.
  package static func verify(_ written: WrittenFilm, of film: FilmInfo, frames: [Int: Int] = [:]) async throws {
    try await MediaWork.run(on: MediaExecutor("veilcam.verify")) {
      let check = FilmComparison(written: written, film: film)
      try check.compareFrameCounts(frames)
      try check.readBack()
    }
  }
}

/// One comparison of a written film with its intention.
private struct FilmComparison {
  let written: WrittenFilm
  let film: FilmInfo

  func compareFrameCounts(_ frames: [Int: Int]) throws {
    for (stream, count) in frames {
      let found = written.streams.first { $0.source == stream }?.packetCount ?? 0
      guard found == count else { throw differs("stream \(stream) has \(found) frames, not \(count)") }
    }
  }

  func readBack() throws {
    let demuxer = try Demuxer(MediaInput(written.path), salvages: false)
    let info = FilmInfo(demuxer)
    try compareStreams(info)
    try compareTags(info)
    let found = try survey(demuxer, info)
    let shift = try written.streams.first { $0.kind == .video }.map { try offset(found, of: $0) } ?? 0
    for stream in written.streams { try compare(found[stream.place], with: stream, info, offset: shift) }
  }

  private func compareStreams(_ info: FilmInfo) throws {
    let kinds = info.streams.map(\.kind.rawValue).joined(separator: ", ")
    let wanted = written.streams.map(\.kind.rawValue).joined(separator: ", ")
    guard kinds == wanted else { throw differs("its streams are \(kinds), not \(wanted)") }
    guard info.chapterCount == 0 else { throw differs("it has chapters") }
    for stream in written.streams where stream.kind == .video {
      guard let original = film.streams.first(where: { $0.index == stream.source })?.video,
        let copy = info.streams[stream.place].video
      else { continue }
      guard (copy.width, copy.height) == (original.width, original.height) else {
        throw differs("its pictures are \(copy.width)×\(copy.height), not \(original.width)×\(original.height)")
      }
      guard copy.rotation == original.rotation, copy.isMirrored == original.isMirrored else {
        throw differs("its pictures are turned by \(copy.rotation)°, not \(original.rotation)°")
      }
    }
  }

  private func compareTags(_ info: FilmInfo) throws {
    for key in info.metadataKeys where !MetadataPolicy.mayHaveContainerTag(key) {
      throw differs("it carries the tag \(key)")
    }
    for stream in info.streams {
      for key in stream.metadataKeys where !MetadataPolicy.mayHaveStreamTag(key) {
        throw differs("stream \(stream.index) carries the tag \(key)")
      }
    }
  }

  private func survey(_ demuxer: Demuxer, _ info: FilmInfo) throws -> [WrittenStream] {
    var found = info.streams.map {
      WrittenStream(source: $0.index, place: $0.index, kind: $0.kind, isCopied: false)
    }
    let hashes = try demuxer.streams.map { try PayloadHash($0.pointee.codecpar.pointee) }
    let slot = try PacketSlot()
    while try demuxer.read(into: slot.pointer) {
      let packet = slot.pointer.pointee
      let index = Int(packet.stream_index)
      guard found.indices.contains(index) else { throw differs("it has a stream that appears late") }
      guard packet.size > 0 else { continue }
      let base = info.streams[index].timeBase
      found[index].note(packet, base: base, container: base)
      hashes[index].add(packet)
    }
    for index in found.indices { found[index].payload = hashes[index].finish() }
    return found
  }

  /// Containers that hold no negative times move all streams alike. In seconds.
  private func offset(_ found: [WrittenStream], of stream: WrittenStream) throws -> Double {
    guard let was = stream.firstTime, let now = found[stream.place].firstTime else {
      throw differs("stream \(stream.place) is empty")
    }
    let moves = ["mkv", "webm", "ts", "mts", "m2ts", "mpg", "mpeg", "avi"].contains {
      written.destination.lowercased().hasSuffix("." + $0)
    }
    guard now == was || moves else {
      throw differs("it begins at \(now) s, not at \(was) s")
    }
    return now - was
  }

  private func compare(
    _ found: WrittenStream, with stream: WrittenStream, _ info: FilmInfo, offset: Double
  ) throws {
    guard found.packetCount == stream.packetCount || stream.kind != .video else {
      throw differs("stream \(stream.place) has \(found.packetCount) frames, not \(stream.packetCount)")
    }
    let base = info.streams[stream.place].timeBase
    let shift = Int64((offset * Double(base.denominator) / Double(base.numerator)).rounded())
    if let (was, now) = zip(stream.ticks, found.ticks).first(where: { $0 + shift != $1 }) {
      let (meant, got) = (Timestamp(ticks: was + shift, base: base), Timestamp(ticks: now, base: base))
      throw differs("a frame of stream \(stream.place) is at \(got.clock) instead of \(meant.clock)")
    }
    guard stream.ticks.count == found.ticks.count else {
      throw differs("frames of stream \(stream.place) have no times")
    }
    // AVI has no times for sound: what begins before zero, the priming of AAC, moves to zero.
    let tolerance = isAVI && stream.kind == .audio ? 0.05 : 0.003
    for (was, now) in [(stream.firstTime, found.firstTime), (stream.lastTime, found.lastTime)] {
      guard abs((was ?? 0) + offset - (now ?? 0)) < tolerance else {
        throw differs(
          "stream \(stream.place) is not in step any more (\(now ?? 0) s instead of \((was ?? 0) + offset) s)")
      }
    }
    if let payload = stream.payload, payload != found.payload {
      throw differs("the content of stream \(stream.place) is not a faithful copy")
    }
  }

  private var isAVI: Bool { written.destination.lowercased().hasSuffix(".avi") }

  private func differs(_ what: String) -> MediaError {
    MediaError(.verification, "\(written.destination) was not written as it should be: \(what); nothing was kept of it")
  }
}
