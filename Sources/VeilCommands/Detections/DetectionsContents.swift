import Foundation
import VeilPrivacy

/// Everything that `veilcam detections show` has to say about a file.
struct DetectionsContents: Encodable {
  let header: DetectionsHeader
  /// True if a person changed the file since a tool wrote it.
  let isEdited: Bool
  let summary: DetectionsSummary

  /// - Throws: ``DetectionsError`` if the file is incomplete or wrong anywhere.
  init(reading path: String) throws {
    let reader = try DetectionsReader(path: path)
    summary = try DetectionsSummary(of: reader)
    header = reader.header
    isEdited = reader.isEdited
  }

  /// What a person wants to know first, each with its name.
  var facts: [(name: String, value: String)] {
    var facts = [
      (name: "film", value: "\(header.input.name), \(header.input.bytes) bytes"),
      (name: "SHA-256", value: header.input.sha256),
      (name: "written by", value: header.tool + (isEdited ? ", then edited by hand" : "")),
    ]
    for stream in header.streams { facts.append(("stream \(stream.index)", describe(stream))) }
    for model in header.models {
      facts.append(("model", "\(model.name) for \(model.role), SHA-256 \(model.sha256)"))
    }
    let thresholds = header.thresholds.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    if !thresholds.isEmpty { facts.append(("threshold", thresholds.joined(separator: ", "))) }
    facts.append(("looked at", header.interval == 1 ? "every frame" : "one frame of \(header.interval)"))
    facts.append(("holds", counts))
    return facts
  }

  private var counts: String {
    "\(summary.boxes) boxes of \(summary.tracks.count) tracks in \(summary.frames - summary.framesWithoutBoxes) of "
      + "\(summary.frames) frames"
  }

  private func describe(_ stream: DetectionsHeader.Stream) -> String {
    let rotation = stream.rotation == 0 ? "" : ", rotated by \(stream.rotation)°"
    return "\(stream.width)×\(stream.height)\(stream.frames.map { ", \($0) frames" } ?? "")\(rotation)"
  }

  var categories: [CategoryRow] {
    summary.categories.sorted { $0.key < $1.key }.map { CategoryRow(category: $0, count: $1) }
  }

  var tracks: [TrackRow] { summary.tracks.map(TrackRow.init) }
}

/// A category in the table of `detections show`.
struct CategoryRow: TableRow {
  static let columns = ["CATEGORY", "TRACKS", "BOXES"]

  let category: String
  let tracks: Int
  let boxes: Int

  init(category: String, count: DetectionsSummary.CategoryCount) {
    self.category = category
    tracks = count.tracks
    boxes = count.boxes
  }

  var cells: [String] { [category, String(tracks), String(boxes)] }
}

/// A track in the table of `detections show`.
struct TrackRow: TableRow {
  static let columns = [
    "TRACK", "STREAM", "CATEGORY", "FROM", "TO", "BOXES", "DETECTED", "TRACKED", "FILLED", "PADDED", "DRAWN",
    "LONGEST FILL", "BEST SCORE",
  ]

  let track: DetectionsSummary.Track

  init(_ track: DetectionsSummary.Track) { self.track = track }

  func encode(to encoder: any Encoder) throws { try track.encode(to: encoder) }

  var cells: [String] {
    let origins = ["detected", "tracked", "filled", "padded", "drawn"].map { String(track.origins[$0] ?? 0) }
    let place = [String(track.track), String(track.stream), track.category]
    let span = [Self.clock(track.firstSeconds), Self.clock(track.lastSeconds), String(track.boxes)]
    let quality = [
      track.longestFill == 0 ? "" : track.longestFill == 1 ? "1 frame" : "\(track.longestFill) frames",
      track.confidence > 0 ? String(format: "%.2f", track.confidence) : "",
    ]
    return place + span + origins + quality
  }

  /// Minutes, seconds and milliseconds; a film may begin before zero.
  private static func clock(_ seconds: Double) -> String {
    let milliseconds = Int(max(-1e9, min(1e9, abs(seconds))) * 1000 + 0.5)
    let sign = seconds < 0 && milliseconds > 0 ? "-" : ""
    return String(
      format: "%@%d:%02d.%03d", sign, milliseconds / 60_000, milliseconds / 1000 % 60, milliseconds % 1000)
  }
}
