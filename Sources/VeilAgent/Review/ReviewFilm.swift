internal import Foundation
internal import VeilPrivacy
internal import VeilVision

/// A film with its boxes, as the editor gets it.
struct ReviewFilm: Encodable {
  /// A box as an array: track, category, confidence, x, y, width, height, origin.
  struct Row: Encodable {
    let box: TrackedBox

    func encode(to encoder: any Encoder) throws {
      var row = encoder.unkeyedContainer()
      try row.encode(box.trackID)
      try row.encode(box.category.rawValue)
      try row.encode(box.confidence)
      for value in [box.box.x, box.box.y, box.box.width, box.box.height] {
        try row.encode((value * 100).rounded() / 100)
      }
      try row.encode(box.origin.rawValue)
    }
  }

  /// A stream of pictures that can be chosen.
  struct Choice: Encodable {
    let index: Int
    let name: String
  }

  /// The stream that this is.
  let stream: Int
  let streams: [Choice]
  /// Pixels of the picture as it is shown; boxes lie in it.
  let width: Int
  let height: Int
  /// When each frame is shown, from the first on.
  let seconds: [Double]
  let frames: [[Row]]
  /// Tracks that a person wants to see.
  let keep: [Int]
  /// The first track number that is free.
  let nextTrack: Int
  let isRendered: Bool

  /// Where the header keeps the tracks that stay visible.
  static let keepKey = "review.keep-track"

  /// - Throws: `DetectionsError`.
  init(_ files: ReviewFiles, stream: Int, turn: DisplayTurn) throws {
    let reader = try DetectionsReader(path: files.current)
    guard let info = reader.header.streams.first(where: { $0.index == stream }) else {
      throw DeskError(.contradiction, "the detections are of other streams than the film's")
    }
    var (times, rows, last) = ([Int64](), [[Row]](), 0)
    while let frame = try reader.next() {
      last = max(last, frame.boxes.map(\.trackID).max() ?? 0)
      guard frame.stream == stream else { continue }
      times.append(frame.pts)
      rows.append(
        frame.boxes.map { box in
          var box = box
          box.box = turn.shown(box.box)
          return Row(box: box)
        })
    }
    self.stream = stream
    streams = reader.header.streams.enumerated().map { number, stream in
      Choice(index: stream.index, name: "\(number + 1): \(stream.width) × \(stream.height)")
    }
    (width, height) = turn.shownSize
    let first = times.first ?? 0
    seconds = times.map { info.seconds(atPTS: $0 - first) }
    frames = rows
    keep = Self.keep(in: reader.header)
    nextTrack = last + 1
    isRendered = FileManager.default.fileExists(atPath: files.film)
  }

  static func keep(in header: DetectionsHeader) -> [Int] {
    (header.policy[keepKey] ?? "").split(separator: ",").compactMap { Int($0) }
  }
}
