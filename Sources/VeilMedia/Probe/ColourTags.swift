internal import CFFmpeg

/// How sample values mean colours: code points of ITU-T H.273, kept from input to output.
package struct ColourTags: Sendable, Hashable {
  /// 0 unknown, 1 limited (16 to 235), 2 full (0 to 255).
  package var range: UInt32
  /// H.273 §8.1; 2 unknown.
  package var primaries: UInt32
  /// H.273 §8.2; 2 unknown.
  package var transfer: UInt32
  /// H.273 §8.3; 2 unknown.
  package var matrix: UInt32
  /// Where chroma samples sit; 0 unknown, 1 left, 2 centre, 3 top left (H.273 §8.7 plus one).
  package var chromaLocation: UInt32

  /// True if samples use the full range of values.
  package var isFullRange: Bool { range == AVCOL_RANGE_JPEG.rawValue }

  init(_ frame: AVFrame) {
    range = frame.color_range.rawValue
    primaries = frame.color_primaries.rawValue
    transfer = frame.color_trc.rawValue
    matrix = frame.colorspace.rawValue
    chromaLocation = frame.chroma_location.rawValue
  }

  init(_ parameters: AVCodecParameters) {
    range = parameters.color_range.rawValue
    primaries = parameters.color_primaries.rawValue
    transfer = parameters.color_trc.rawValue
    matrix = parameters.color_space.rawValue
    chromaLocation = parameters.chroma_location.rawValue
  }
}

extension ColourTags {
  /// Nothing is said.
  static let unknown = ColourTags(AVCodecParameters.unspecified)
}

extension AVCodecParameters {
  fileprivate static var unspecified: AVCodecParameters {
    var parameters = AVCodecParameters()
    parameters.color_primaries = AVCOL_PRI_UNSPECIFIED
    parameters.color_trc = AVCOL_TRC_UNSPECIFIED
    parameters.color_space = AVCOL_SPC_UNSPECIFIED
    return parameters
  }
}
