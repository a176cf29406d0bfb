internal import CFFmpeg

/// Copies a stretch that may reach over several films into one film, cut at key frames; nothing is decoded.
package enum FilmCut {
  /// A stretch of one film.
  package struct Part: Sendable, Hashable {
    package let path: String
    /// Seconds from the film's beginning; the cut begins at the last key frame that is not later.
    package let from: Double
    /// The cut ends before the first key frame that is not earlier; nil for the end of the film.
    package let to: Double?

    package init(path: String, from: Double = 0, to: Double? = nil) {
      self.path = path
      self.from = from
      self.to = to
    }
  }

  /// What was cut.
  package struct Outcome: Sendable, Hashable {
    /// Seconds of the first film at which the cut begins.
    package let start: Double
    /// Seconds of the result at which each part begins.
    package let joints: [Double]
    /// Seconds.
    package let duration: Double
  }

  /// Writes the parts one behind the other. Damaged films are copied as far as they can be read.
  /// - Parameter destination: replaced if it exists; its extension chooses the container.
  /// - Throws: ``MediaError``; `.unsupportedStream` where the films do not continue each other.
  package static func write(_ parts: [Part], to destination: String) async throws -> Outcome {
    try await MediaWork.run(on: MediaExecutor("veilcam.cut")) { try Cutting(parts, destination).run() }
  }
}

/// The synchronous work behind ``FilmCut``.
private final class Cutting {
  private let parts: [FilmCut.Part]
  private let file: PartialFile
  private var copier: PacketCopier?
  private var first: CuttableStreams?

  init(_ parts: [FilmCut.Part], _ destination: String) throws {
    self.parts = parts
    file = try PartialFile(for: destination, reading: parts.map(\.path), overwrites: true)
  }

  func run() throws -> FilmCut.Outcome {
    var starts: [Double] = []
    var joints: [Double] = []
    for part in parts {
      joints.append(copier?.end ?? 0)
      starts.append(try append(part, at: copier?.end ?? 0))
    }
    guard let copier, let start = starts.first else { throw MediaError(.notAFilm, "there is nothing to cut") }
    try copier.finish()
    self.copier = nil
    try file.commit()
    return FilmCut.Outcome(start: start, joints: joints, duration: copier.end)
  }

  /// - Returns: seconds of the film at which the part begins.
  private func append(_ part: FilmCut.Part, at offset: Double) throws -> Double {
    let keys = try keyTimes(part.path)
    guard let start = keys.last(where: { $0 <= part.from + 0.001 }) ?? keys.first else {
      throw MediaError(.damaged, "\(part.path) has no key frame, so it cannot be cut")
    }
    let end = part.to.flatMap { to in keys.first { $0 >= to - 0.001 && $0 > start } } ?? .infinity
    let demuxer = try Demuxer(MediaInput(part.path), salvages: true)
    let streams = try CuttableStreams(demuxer)
    let copier = try copier(for: streams, of: part.path)
    let origin = demuxer.origin
    let slot = try PacketSlot()
    var isInside = false
    while try demuxer.read(into: slot.pointer) {
      try Task.checkCancellation()
      let index = Int(slot.pointer.pointee.stream_index)
      let base = TimeBase(try demuxer.stream(index).pointee.time_base)
      let time = slot.pointer.seconds(base) - origin
      if index == streams.leading {
        if slot.pointer.isKey { isInside = time >= start - 0.000_5 && time < end - 0.000_5 }
        if slot.pointer.isKey, time >= end - 0.000_5 { break }
      }
      // Pictures before the first key frame refer to what is not copied.
      guard isInside || index != streams.leading, time >= start - 0.000_5, time < end else { continue }
      try copier.copy(slot.pointer, base: base, movedBy: offset - start - origin)
    }
    return start
  }

  private func copier(for streams: CuttableStreams, of path: String) throws -> PacketCopier {
    if let copier, let first {
      guard first.fits(streams) else {
        throw MediaError(
          .unsupportedStream, "\(path) is coded otherwise than the film before it; they cannot be joined")
      }
      return copier
    }
    let made = try PacketCopier(streams, to: file.destination, path: file.path)
    copier = made
    first = streams
    return made
  }

  /// Seconds of the key frames from the film's beginning.
  private func keyTimes(_ path: String) throws -> [Double] {
    let demuxer = try Demuxer(MediaInput(path), salvages: true)
    let leading = try CuttableStreams(demuxer).leading
    demuxer.select([leading])
    let base = TimeBase(try demuxer.stream(leading).pointee.time_base)
    let origin = demuxer.origin
    let slot = try PacketSlot()
    var times: [Double] = []
    while try demuxer.read(into: slot.pointer) {
      if slot.pointer.isKey { times.append(slot.pointer.seconds(base) - origin) }
    }
    return times
  }
}

extension Demuxer {
  /// Seconds at which the film's clock starts.
  var origin: Double {
    context.pointee.start_time.knownTicks.map { Double($0) / Double(AV_TIME_BASE) } ?? 0
  }
}

extension UnsafeMutablePointer<AVPacket> {
  var isKey: Bool { pointee.flags & AV_PKT_FLAG_KEY != 0 }

  /// When the packet is shown, in seconds.
  func seconds(_ base: TimeBase) -> Double {
    Timestamp(ticks: pointee.pts.knownTicks ?? pointee.dts.knownTicks ?? 0, base: base).seconds
  }
}
