package import Cryptography
package import VeilMedia

/// The hash of a film's first picture in the order of presentation, and what it was taken of.
package struct FrontFrame: Sendable, Hashable {
  package let hash: Hash256
  package let source: FrameSource

  /// Decodes the first picture of a film, and hashes it or its packet, whichever is the source for the film's codec.
  /// - Parameter salvages: whether a film whose end is missing counts too, as long as its first picture is whole.
  /// - Throws: `MediaError`; `noFrontFrame` where there is no picture, or it is damaged.
  package init(ofFilm path: String, salvages: Bool = false) async throws {
    let decoder = try await VideoDecoder.open(
      path, options: DecoderOptions(threads: 1, readAhead: 0, salvages: salvages))
    let stream = decoder.info.streams.first { $0.index == decoder.stream }
    source = FrameSource(codec: stream?.codec ?? "none")
    var frames = decoder.frames.makeAsyncIterator()
    guard let frame = try await frames.next(), !frame.isDamaged else {
      throw EvidenceError(.noFrontFrame, "\(path) has no undamaged first picture; it cannot be evidence")
    }
    switch source {
    case .picture: hash = try Self.hash(of: frame)
    case .packet:
      let coded = try await CodedPicture.first(ofFilm: path, stream: decoder.stream)
      hash = Self.hash(of: coded, width: frame.format.width, height: frame.format.height)
    }
  }

  /// The hash of ``init(ofFilm:)`` alone.
  package static func hash(ofFilm path: String, salvages: Bool = false) async throws -> Hash256 {
    try await FrontFrame(ofFilm: path, salvages: salvages).hash
  }

  /// H(width ‖ height ‖ "packet/" ‖ name of the codec ‖ 0 ‖ packet), width and height as 4 bytes. No pixel format has
  /// such a name, so the hash of a packet is never that of a picture.
  package static func hash(of coded: CodedPicture, width: Int, height: Int) -> Hash256 {
    var hash = Keccak256()
    hash.update(UInt32(truncatingIfNeeded: width).bigEndianBytes)
    hash.update(UInt32(truncatingIfNeeded: height).bigEndianBytes)
    hash.update("packet/\(coded.codec)\0".utf8)
    hash.update(coded.bytes)
    return hash.finalize()
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
