internal import CFFmpeg

/// A single picture: read upright, written without any of its metadata.
package struct StillImage: Sendable {
  /// The picture as a viewer shows it: EXIF orientation is applied.
  package let frame: VideoFrame
  /// What EXIF said.
  package let exif: ExifFacts
  /// Kinds of metadata in the file, such as `EXIF`, `GPS position`, `XMP`, for the report. None of them is written.
  package let metadata: [String]

  /// Reads a JPEG, PNG, WebP, BMP or TIFF, or whatever else of this kind FFmpeg reads.
  ///
  /// - Throws: ``MediaError``: `.notFound`, `.notReadable`, `.empty`, `.notAFilm`, `.truncated`, `.damaged`.
  package static func read(_ path: String) async throws -> StillImage {
    try await MediaWork.run(on: MediaExecutor("veilcam.still")) { try StillReading.read(path) }
  }

  /// Encodes a picture beside its destination; ``PartialFile/commit()`` gives it its name.
  ///
  /// - Parameters:
  ///   - frame: the picture.
  ///   - destination: its extension chooses the format.
  ///   - inputs: files that must not be overwritten, whatever their name.
  ///   - quality: 1...100 for JPEG and WebP.
  ///   - overwrites: true to replace a file that exists.
  /// - Throws: ``MediaError``: `.sameFile`, `.alreadyExists`, `.notWritable`, `.diskFull`, `.unsupportedContainer`,
  ///   `.encoder`.
  package static func write(
    _ frame: VideoFrame, to destination: String, reading inputs: [String], quality: Double = 92,
    overwrites: Bool = false
  ) async throws -> PartialFile {
    try await MediaWork.run(on: MediaExecutor("veilcam.still")) {
      let format = try StillFormat(for: destination)
      let file = try PartialFile(for: destination, reading: inputs, overwrites: overwrites)
      try file.write(try StillEncoder.encode(frame, as: format, quality: quality))
      return file
    }
  }
}
