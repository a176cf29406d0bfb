internal import CFFmpeg

/// File formats that single pictures are written in.
package enum StillFormat: String, Sendable, Hashable, CaseIterable, Codable {
  case jpeg, png, webp, bmp, tiff

  /// The format that a file name asks for.
  /// - Throws: ``MediaError`` `.unsupportedContainer` when its extension is not one of a picture.
  package init(for destination: String) throws {
    let name = destination.split(separator: "/").last ?? ""
    switch name.split(separator: ".").dropFirst().last.map({ $0.lowercased() }) {
    case "jpg", "jpeg", "jpe": self = .jpeg
    case "png": self = .png
    case "webp": self = .webp
    case "bmp": self = .bmp
    case "tif", "tiff": self = .tiff
    default:
      throw MediaError(
        .unsupportedContainer, "\(destination) does not end as a picture does; use .jpg, .png, .webp, .bmp or .tiff")
    }
  }

  var encoderName: String {
    switch self {
    case .jpeg: "mjpeg"
    case .png: "png"
    case .webp: "libwebp"
    case .bmp: "bmp"
    case .tiff: "tiff"
    }
  }

  /// What the encoder is given, of which the nearest is taken.
  var pixelFormats: [AVPixelFormat] {
    switch self {
    case .jpeg: [AV_PIX_FMT_YUVJ420P, AV_PIX_FMT_YUVJ422P, AV_PIX_FMT_YUVJ444P]
    case .png:
      [
        AV_PIX_FMT_RGB24, AV_PIX_FMT_RGBA, AV_PIX_FMT_GRAY8, AV_PIX_FMT_RGB48BE, AV_PIX_FMT_RGBA64BE,
        AV_PIX_FMT_GRAY16BE,
      ]
    case .webp: [AV_PIX_FMT_YUV420P, AV_PIX_FMT_YUVA420P, AV_PIX_FMT_BGRA]
    case .bmp: [AV_PIX_FMT_BGR24, AV_PIX_FMT_BGRA, AV_PIX_FMT_GRAY8]
    case .tiff: [AV_PIX_FMT_RGB24, AV_PIX_FMT_RGBA, AV_PIX_FMT_GRAY8, AV_PIX_FMT_RGB48LE, AV_PIX_FMT_GRAY16LE]
    }
  }
}
