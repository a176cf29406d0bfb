package import VeilMedia

extension InstanceCrop {
  /// The single-instance image of a frame's own pixels, red, green and blue.
  /// - Throws: ``ProtectionError`` when the box reaches out of the frame.
  package func levels(of frame: VideoFrame) throws -> LevelPicture {
    guard region.clipped(toWidth: frame.format.width, height: frame.format.height) == region else {
      throw ProtectionError(
        .shapeMismatch,
        "the box of an instance reaches out of a picture of \(frame.format.width)×\(frame.format.height)")
    }
    return try image(of: FrameReader(frame).levels(of: region))
  }
}
