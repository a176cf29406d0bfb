/// The first line of `detections.jsonl`: what was analysed, with what.
package struct DetectionsHeader: Sendable, Hashable, Codable {
  package static let format = "veilcam-detections"
  package static let currentVersion = 1

  /// Name and version of the tool that wrote the file.
  package var tool: String
  package var input: Input
  /// Every video stream of the input, in the container's order.
  package var streams: [Stream]
  package var models: [Model]
  /// Least score of a detection by category.
  package var thresholds: [String: Double]
  /// The detector looked at every `interval`-th frame; 1 is every frame.
  package var interval: Int
  /// How each category is protected, in words; informative.
  package var policy: [String: String]

  package init(
    tool: String, input: Input, streams: [Stream], models: [Model], thresholds: [String: Double], interval: Int,
    policy: [String: String]
  ) {
    self.tool = tool
    self.input = input
    self.streams = streams
    self.models = models
    self.thresholds = thresholds
    self.interval = interval
    self.policy = policy
  }

  /// The film that was analysed; the hash ties the detections to it.
  package struct Input: Sendable, Hashable, Codable {
    /// File name without folders.
    package var name: String
    /// SHA-256 of the file in lower-case hexadecimal.
    package var sha256: String
    package var bytes: Int64

    package init(name: String, sha256: String, bytes: Int64) {
      self.name = name
      self.sha256 = sha256
      self.bytes = bytes
    }
  }

  /// A video stream.
  package struct Stream: Sendable, Hashable, Codable {
    /// Index in the container.
    package var index: Int
    /// Size of the picture that boxes refer to, pixels.
    package var width: Int
    package var height: Int
    /// Length of a tick of `pts` in seconds: numerator, denominator.
    package var timeBase: [Int]
    /// Number of frames; nil if the header was written before they were counted (live).
    package var frames: Int?
    /// Clockwise rotation for display, degrees.
    package var rotation: Int

    package init(index: Int, width: Int, height: Int, timeBase: [Int], frames: Int?, rotation: Int) {
      self.index = index
      self.width = width
      self.height = height
      self.timeBase = timeBase
      self.frames = frames
      self.rotation = rotation
    }

    /// The time of a timestamp in seconds.
    package func seconds(atPTS pts: Int64) -> Double {
      guard timeBase.count == 2, timeBase[1] != 0 else { return 0 }
      return Double(pts) * Double(timeBase[0]) / Double(timeBase[1])
    }
  }

  /// A model that took part.
  package struct Model: Sendable, Hashable, Codable {
    /// What it was used for: `objects`, `faces`, `plates`.
    package var role: String
    package var name: String
    /// SHA-256 of its file in lower-case hexadecimal.
    package var sha256: String

    package init(role: String, name: String, sha256: String) {
      self.role = role
      self.name = name
      self.sha256 = sha256
    }
  }
}
