internal import CFFmpeg

/// The container that a destination's extension asks for, and what it can hold.
struct OutputContainer {
  let format: UnsafePointer<AVOutputFormat>
  /// The extension, in lower case.
  let suffix: String

  private static let known: Set<String> = [
    "mp4", "m4v", "mov", "mkv", "webm", "avi", "ts", "mts", "m2ts", "3gp", "mpg", "mpeg",
  ]

  /// - Throws: ``MediaError`` `.unsupportedContainer` when the extension is not one of a film.
  init(for destination: String) throws {
    let name = destination.split(separator: "/").last ?? ""
    let suffix = name.contains(".") ? name.split(separator: ".").last.map { $0.lowercased() } ?? "" : ""
    guard Self.known.contains(suffix), let format = av_guess_format(nil, "film." + suffix, nil) else {
      throw MediaError(
        .unsupportedContainer, "\(destination) does not end as a film does; use .mp4, .mov, .mkv, .webm, .avi or .ts")
    }
    self.format = UnsafePointer(format)
    self.suffix = suffix
  }

  var isIsoMedia: Bool { ["mp4", "m4v", "mov", "3gp"].contains(suffix) }

  var isMatroska: Bool { suffix == "mkv" || suffix == "webm" }

  /// AVI has no times, only a constant rate, and no order of presentation.
  var isConstantRate: Bool { suffix == "avi" }

  /// FFmpeg writes the display matrix only here.
  var holdsRotation: Bool { isIsoMedia }

  /// Whether a codec may be stored. Some containers keep no list; they are asked when the header is written.
  func holds(_ codec: AVCodecID) -> Bool {
    avformat_query_codec(format, codec, FF_COMPLIANCE_NORMAL) != 0
  }
}
