internal import CFFmpeg

/// Cuts a film, a camera's stream or standard input into segments at key frames, as a dashcam writes them; nothing is
/// decoded. Each segment appears under its name only when it is complete.
package enum FilmSplitter {
  /// A segment that is complete.
  package struct Segment: Sendable, Hashable {
    package let path: String
    /// Seconds of the source at which the segment begins.
    package let start: Double
    /// Seconds.
    package let duration: Double
  }

  /// Reads the source to its end.
  ///
  /// - Parameters:
  ///   - source: a file, `-` or an address.
  ///   - length: least length of a segment in seconds; it ends before the next key frame.
  ///   - name: the path of the segment that begins at so many seconds, by its number from 0.
  ///   - done: told of every segment.
  /// - Throws: ``MediaError``; a `CancellationError`, after the segment in hand was closed. What was cut before stays.
  package static func split(
    _ source: String, length: Double, name: @escaping @Sendable (_ number: Int, _ start: Double) -> String,
    done: @escaping @Sendable (Segment) -> Void
  ) async throws {
    try await MediaWork.run(on: MediaExecutor("veilcam.split")) {
      try Splitting(source, length: length, name: name, done: done).run()
    }
  }
}

/// The synchronous work behind ``FilmSplitter``.
private final class Splitting {
  private struct Open {
    let file: PartialFile
    let copier: PacketCopier
    let start: Double
  }

  private let demuxer: Demuxer
  private let streams: CuttableStreams
  private let length: Double
  private let name: (Int, Double) -> String
  private let done: (FilmSplitter.Segment) -> Void
  private var segment: Open?
  private var count = 0

  init(
    _ source: String, length: Double, name: @escaping (Int, Double) -> String,
    done: @escaping (FilmSplitter.Segment) -> Void
  ) throws {
    demuxer = try Demuxer(MediaInput(source), salvages: true)
    streams = try CuttableStreams(demuxer)
    self.length = length
    self.name = name
    self.done = done
  }

  func run() throws {
    let slot = try PacketSlot()
    let origin = demuxer.origin
    while try demuxer.read(into: slot.pointer) {
      guard !Task.isCancelled else { break }
      let index = Int(slot.pointer.pointee.stream_index)
      let base = TimeBase(try demuxer.stream(index).pointee.time_base)
      let time = slot.pointer.seconds(base) - origin
      if index == streams.leading, slot.pointer.isKey, segment.map({ time - $0.start >= length - 0.000_5 }) ?? true {
        try close()
        try open(at: time)
      }
      // Pictures that are shown before the key frame refer to the segment before, and sound before it belongs there.
      guard let segment, time >= segment.start - 0.000_5 else { continue }
      try segment.copier.copy(slot.pointer, base: base, movedBy: -segment.start - origin)
    }
    try close()
    try Task.checkCancellation()
  }

  private func open(at time: Double) throws {
    let file = try PartialFile(for: name(count, time), reading: [], overwrites: false)
    count += 1
    segment = Open(
      file: file, copier: try PacketCopier(streams, to: file.destination, path: file.path), start: time)
  }

  private func close() throws {
    guard let segment else { return }
    self.segment = nil
    try segment.copier.finish()
    try segment.file.commit()
    done(FilmSplitter.Segment(path: segment.file.destination, start: segment.start, duration: segment.copier.end))
  }
}
