internal import CFFmpeg

/// Codecs that films can be written in.
package enum VideoCodec: String, Sendable, Hashable, CaseIterable, Codable {
  case h264, hevc, av1, vp9, mpeg4, mjpeg, ffv1

  /// Names of FFmpeg's encoders, best first.
  private var encoderNames: [String] {
    switch self {
    case .h264: ["libx264"]
    case .hevc: ["libx265"]
    case .av1: ["libsvtav1", "libaom-av1"]
    case .vp9: ["libvpx-vp9"]
    case .mpeg4: ["mpeg4"]
    case .mjpeg: ["mjpeg"]
    case .ffv1: ["ffv1"]
    }
  }

  /// Quality when nobody asks for one: visually close at a size near the source's.
  package var defaultQuality: Double {
    switch self {
    case .h264: 20
    case .hevc: 23
    case .av1: 32
    case .vp9: 31
    case .mpeg4, .mjpeg: 3
    case .ffv1: 0
    }
  }

  /// Codecs whose own clock is too coarse for film timestamps: pictures are numbered and get their times back afterwards.
  var numbersFrames: Bool { [.mpeg4, .mjpeg, .ffv1].contains(self) }

  /// True if sizes that are no multiple of the chroma subsampling cannot be said (ITU-T H.264 §7.4.2.1.1: the cropping
  /// window counts in chroma samples).
  var needsEvenSize: Bool { self == .h264 || self == .hevc }

  /// - Throws: ``MediaError`` `.encoder` when this FFmpeg was built without the encoder.
  func find() throws -> UnsafePointer<AVCodec> {
    for name in encoderNames {
      if let codec = avcodec_find_encoder_by_name(name) { return codec }
    }
    throw MediaError(
      .encoder, "this machine's FFmpeg has no encoder for \(rawValue) (\(encoderNames.joined(separator: " or ")))")
  }

  /// Private options of the encoder.
  func options(_ encoder: String, quality: Double, preset: String) -> [(String, String)] {
    let crf = String(quality)
    switch self {
    case .h264: return [("preset", preset), ("crf", crf)]
    case .hevc: return [("preset", preset), ("crf", crf), ("x265-params", "log-level=none:info=0")]
    case .av1 where encoder == "libsvtav1":
      return [("crf", String(Int(quality))), ("preset", String(Self.svtPreset(preset)))]
    case .av1: return [("crf", String(Int(quality))), ("cpu-used", "8"), ("row-mt", "1")]
    case .vp9: return [("crf", String(Int(quality))), ("deadline", "good"), ("cpu-used", "5"), ("row-mt", "1")]
    case .mpeg4, .mjpeg: return []
    case .ffv1: return [("level", "3"), ("slicecrc", "1"), ("slices", "4")]
    }
  }

  private static func svtPreset(_ preset: String) -> Int {
    let names = ["veryslow", "slower", "slow", "medium", "fast", "faster", "veryfast", "superfast", "ultrafast"]
    return names.firstIndex(of: preset).map { $0 + 4 } ?? Int(preset) ?? 10
  }
}
