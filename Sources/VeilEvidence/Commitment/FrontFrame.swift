package import Cryptography
package import VeilMedia

/// The hash of a film's first picture in the order of presentation.
package enum FrontFrame {
  /// Codecs whose decoding is defined to the last bit, or that lose nothing: every decoder gives the same picture.
  /// Of the others (MPEG-1, 2 and 4, Motion JPEG) the inverse transform may differ between decoders.
  package static let exactCodecs: Set<String> = [
    "h264", "hevc", "av1", "vp8", "vp9", "vvc", "ffv1", "ffvhuff", "huffyuv", "utvideo", "rawvideo", "png", "qtrle",
  ]

  /// Decodes the first picture of a film and hashes it.
  /// - Parameter salvages: whether a film whose end is missing counts too, as long as its first picture is whole.
  /// - Throws: `MediaError`; `unsupportedCodec`; `noFrontFrame` where there is no picture, or it is damaged.
  package static func hash(ofFilm path: String, salvages: Bool = false) async throws -> Hash256 {
    let decoder = try await VideoDecoder.open(
      path, options: DecoderOptions(threads: 1, readAhead: 0, salvages: salvages))
    let codec = decoder.info.streams.first { $0.index == decoder.stream }?.codec ?? "none"
    guard exactCodecs.contains(codec) else {
      throw EvidenceError(
        .unsupportedCodec,
        "\(path) is coded with \(codec), whose pictures differ between decoders; record with H.264 or H.265")
    }
    for try await frame in decoder.frames {
      guard !frame.isDamaged else { break }
      return try hash(of: frame)
    }
    throw EvidenceError(.noFrontFrame, "\(path) has no undamaged first picture; it cannot be evidence")
  }

  /// H(width ‖ height ‖ name of the pixel format ‖ planes): width and height as 4 bytes, rows without padding, samples
  /// above 8 bits as two bytes, the low one first.
  package static func hash(of frame: VideoFrame) throws -> Hash256 {
    var hash = Keccak256()
    hash.update(UInt32(truncatingIfNeeded: frame.format.width).bigEndianBytes)
    hash.update(UInt32(truncatingIfNeeded: frame.format.height).bigEndianBytes)
    hash.update(frame.format.pixelFormatName.utf8)
    for plane in 0..<frame.format.planeCount {
      if frame.format.bytesPerSample == 1 {
        try frame.withPlane(plane, as: UInt8.self) { update(&hash, $0) }
      } else {
        try frame.withPlane(plane, as: UInt16.self) { update(&hash, $0) }
      }
    }
    return hash.finalize()
  }

  private static func update<Sample>(_ hash: inout Keccak256, _ plane: Plane<Sample>) {
    for y in 0..<plane.height {
      hash.update(UnsafeRawBufferPointer(UnsafeBufferPointer(start: plane.row(y), count: plane.width)))
    }
  }
}
