/// A picture of 8-bit levels, channel after channel, row after row: what single-instance images are cut from.
package struct LevelPicture: Sendable, Hashable {
  package let width: Int
  package let height: Int
  package let channels: Int
  /// `channels × height × width` levels.
  package var levels: [UInt8]

  /// - Throws: ``ProtectionError`` when the number of levels does not fit.
  package init(width: Int, height: Int, channels: Int, levels: [UInt8]) throws {
    guard width > 0, height > 0, channels > 0, levels.count == width * height * channels else {
      throw ProtectionError(
        .shapeMismatch, "\(levels.count) levels are no picture of \(channels) channels of \(width)×\(height)")
    }
    self.width = width
    self.height = height
    self.channels = channels
    self.levels = levels
  }
}
