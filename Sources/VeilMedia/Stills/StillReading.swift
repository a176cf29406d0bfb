internal import CFFmpeg

/// The synchronous work behind ``StillImage/read(_:)``.
enum StillReading {
  /// Larger files are no photographs.
  private static let sizeLimit: UInt64 = 1 << 30

  static func read(_ path: String) throws -> StillImage {
    let demuxer = try Demuxer(MediaInput(path), salvages: false)
    let info = FilmInfo(demuxer)
    guard info.isStillImage, let stream = info.videoStreams.first else {
      throw MediaError(.notAFilm, "\(path) is not a single picture")
    }
    let structure = try structure(of: path)
    guard structure.isComplete else {
      throw MediaError(.truncated, "\(path) is cut off: the end of the picture is missing; copy it again")
    }
    let frame = try decode(demuxer, stream: stream.index, name: path)
    return StillImage(
      frame: try Orientation(structure.exif.orientation).upright(frame), exif: structure.exif,
      metadata: structure.metadata)
  }

  private static func structure(of path: String) throws -> StillStructure {
    let file = try ByteFile(path: path)
    guard file.size <= sizeLimit else { throw MediaError(.notAFilm, "\(path) is too large for a picture") }
    return StillStructure(try file.bytes(at: 0, count: Int(file.size)))
  }

  private static func decode(_ demuxer: Demuxer, stream: Int, name: String) throws -> VideoFrame {
    let decoder = try StreamDecoder(demuxer.stream(stream), of: name, options: DecoderOptions(threads: 1))
    let slot = try PacketSlot()
    guard try demuxer.read(into: slot.pointer) else {
      throw MediaError(.damaged, "\(name) is damaged: it holds no picture")
    }
    guard let frame = try (decoder.decode(slot.pointer) + decoder.decode(nil)).first else {
      throw MediaError(.damaged, "\(name) is damaged: its picture cannot be decoded")
    }
    // Film grey is limited by default, picture grey is not; nobody else holds the frame yet.
    if frame.format.planeCount == 1, frame.pointer.pointee.color_range == AVCOL_RANGE_UNSPECIFIED {
      frame.pointer.pointee.color_range = AVCOL_RANGE_JPEG
    }
    return frame
  }
}
