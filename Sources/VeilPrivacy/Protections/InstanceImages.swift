/// A batch of square images of one size, as networks take them (NCHW).
package struct InstanceImages: Sendable, Hashable {
  package let count: Int
  package let channels: Int
  /// Rows and columns of each image.
  package let side: Int
  /// `count × channels × side × side` values, 0...1.
  package let values: [Float]

  /// - Throws: ``ProtectionError`` when the number of values does not fit.
  package init(count: Int, channels: Int, side: Int, values: [Float]) throws {
    guard count >= 0, channels > 0, side > 0, values.count == count * channels * side * side else {
      throw ProtectionError(
        .shapeMismatch, "\(values.count) values are no \(count) images of \(channels) channels of \(side)×\(side)")
    }
    self.count = count
    self.channels = channels
    self.side = side
    self.values = values
  }

  /// Packs pictures of one shape into a batch.
  /// - Throws: ``ProtectionError`` when they are not square or differ in shape.
  package init(_ pictures: [FloatPicture], channels: Int, side: Int) throws {
    guard pictures.allSatisfy({ $0.width == side && $0.height == side && $0.channels == channels }) else {
      throw ProtectionError(.shapeMismatch, "images of a batch are not all of \(channels) channels of \(side)×\(side)")
    }
    try self.init(count: pictures.count, channels: channels, side: side, values: pictures.flatMap(\.values))
  }

  /// Packs single-instance images of levels, as values 0...1.
  /// - Throws: ``ProtectionError`` when they are not square or differ in shape.
  package init(_ pictures: [LevelPicture], channels: Int, side: Int) throws {
    guard pictures.allSatisfy({ $0.width == side && $0.height == side && $0.channels == channels }) else {
      throw ProtectionError(.shapeMismatch, "images of a batch are not all of \(channels) channels of \(side)×\(side)")
    }
    let values = pictures.flatMap { $0.levels.map { Float($0) / 255 } }
    try self.init(count: pictures.count, channels: channels, side: side, values: values)
  }

  /// Values of one image.
  package var length: Int { channels * side * side }

  /// One image of the batch.
  /// - Throws: ``ProtectionError`` when there is no image of that number.
  package func image(_ index: Int) throws -> FloatPicture {
    guard (0..<count).contains(index) else {
      throw ProtectionError(.shapeMismatch, "a batch of \(count) images has no image \(index)")
    }
    let length = channels * side * side
    return try FloatPicture(
      width: side, height: side, channels: channels, values: Array(values[index * length..<(index + 1) * length]))
  }
}
