import ArgumentParser
import VeilMedia

/// How the protected film is encoded.
struct EncodingOptions: ParsableArguments {
  @Option(help: "Codec of the output: \(VideoCodec.allCases.map(\.rawValue).joined(separator: ", ")).")
  var codec: VideoCodec?

  @Option(
    help: ArgumentHelp(
      "Quality in the codec's own scale (CRF); lower is better, 20 for H.264 by default.", valueName: "crf"))
  var quality: Double?

  @Option(help: "Preset of the encoder.")
  var preset: String = "veryfast"

  init() {}

  func validate() throws {
    if let quality, !(0...63).contains(quality) { throw ValidationError("--quality is a number from 0 to 63") }
  }

  /// True if the person asked for an encoding, so that a copy would not do.
  var isGiven: Bool { codec != nil || quality != nil }

  var writer: FilmWriterOptions {
    var options = FilmWriterOptions()
    if let codec { options.codec = codec }
    options.quality = quality
    options.preset = preset
    return options
  }
}

extension VideoCodec: ExpressibleByArgument {}
