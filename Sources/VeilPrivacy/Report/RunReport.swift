/// What a run did, for a person and for a machine: written as `NAME.report.json` and shown in `NAME.report.html`.
package struct RunReport: Sendable, Codable {
  /// Version of this format; raised when a key changes its meaning.
  package static let currentFormat = 1

  package var format = RunReport.currentFormat
  package var tool: String
  package var input: File
  package var output: File
  /// Which pictures were written how.
  package var mode: Mode
  package var method: String
  package var categories: [String]
  /// Every setting that shaped the result, by the name it has on the command line.
  package var configuration: [String: String]
  package var models: [Model]
  package var streams: [Stream]
  package var dropped: [Dropped]
  package var location: Location
  package var detections: [CategoryFigures]
  package var tracks: [TrackSpan]
  package var coverage: Coverage
  /// Frames that could not be decoded and were blacked out (`--salvage`), by number.
  package var damagedFrames: [Int]
  package var timings: [StageTimings.Summary]
  package var seconds: Double
  package var framesPerSecond: Double

  /// How the pictures of the output came to be.
  package enum Mode: String, Sendable, Codable {
    /// Every frame was rendered and encoded again.
    case rendered
    /// Nothing was to be hidden: the coded pictures are the input's, user data taken out.
    case copied
  }

  package struct File: Sendable, Codable {
    package var name: String
    package var bytes: Int64
    package var sha256: String
  }

  package struct Model: Sendable, Codable, Hashable {
    package var role: String
    package var name: String
    package var sha256: String
  }

  package struct Stream: Sendable, Codable {
    package var index: Int
    package var kind: String
    package var codec: String
    package var width: Int?
    package var height: Int?
    package var frames: Int?
    /// Frames with at least one protected region.
    package var framesWithRegions: Int?
    package var seconds: Double?
  }

  /// Something of the input that is not in the output.
  package struct Dropped: Sendable, Codable, Hashable {
    package var what: String
    package var reason: String
  }

  package struct Location: Sendable, Codable {
    package var policy: String
    /// Where places were found in the input, for example `mov_text track 2`.
    package var found: [String]
  }

  package struct CategoryFigures: Sendable, Codable {
    package var category: String
    package var tracks: Int
    /// Regions by how they were obtained: detected, tracked, filled, padded, drawn.
    package var regions: [String: Int]
  }

  /// When one object is in the picture, for the timeline.
  package struct TrackSpan: Sendable, Codable {
    package var stream: Int
    package var track: Int
    package var category: String
    package var firstSecond: Double
    package var lastSecond: Double
    package var regions: Int
    package var isKeptVisible: Bool
  }

  /// How much of the picture was hidden.
  package struct Coverage: Sendable, Codable {
    /// Mean share of the picture's area that regions cover, 0...1, over all frames.
    package var meanArea: Double
    /// Largest share in one frame.
    package var largestArea: Double
    /// Frames with at least one region over all frames, 0...1.
    package var framesWithRegions: Double
  }
}
