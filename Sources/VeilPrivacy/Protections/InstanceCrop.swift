package import VeilMedia
package import VeilVision

/// The instance curator's geometry (inspire section V-B): from the box of an instance to a square image of fixed size,
/// and back.
///
/// *Crop*: the box is cut out, padded with zeros to a square, symmetrically (an odd pixel goes to the right or to the
/// bottom), and scaled (``WholeNumberScaler``). *Restore* is the inverse: an image is scaled back and the padding is cut
/// off. Blending happens at the size of the box and not of the image as in the paper, so that what the mask leaves
/// alone keeps its exact values. ``BlurProtection`` does without the square: the paper's BBox Blur stretches the box.
/// A camera that was turned lays its picture on the side; the single-instance image is always upright.
package struct InstanceCrop: Sendable, Hashable {
  /// The box, in pixels of the picture.
  package let region: PixelRect
  /// Rows and columns of the single-instance image.
  package let side: Int
  /// Clockwise quarter turns that make the picture upright, 0...3.
  package let quarterTurns: Int

  /// - Throws: ``ProtectionError`` when the box is empty or larger than 16384, or the side is not 1...4096.
  package init(region: PixelRect, side: Int, quarterTurns: Int = 0) throws {
    guard region.x >= 0, region.y >= 0, (1...16_384).contains(region.width), (1...16_384).contains(region.height),
      (1...4096).contains(side)
    else {
      throw ProtectionError(.shapeMismatch, "an instance is cropped from a box with an area to a side of 1 to 4096")
    }
    self.region = region
    self.side = side
    self.quarterTurns = quarterTurns & 3
  }

  /// Rows and columns of the padded square.
  package var square: Int { max(region.width, region.height) }
  /// Columns of the upright box.
  package var width: Int { quarterTurns % 2 == 0 ? region.width : region.height }
  /// Rows of the upright box.
  package var height: Int { quarterTurns % 2 == 0 ? region.height : region.width }
  /// Columns of zeros left of the upright box in the square.
  package var left: Int { (square - width) / 2 }
  /// Rows of zeros above the upright box in the square.
  package var top: Int { (square - height) / 2 }

  /// Where the box lies in the image: every pixel of the image that shows a part of it.
  package var content: PixelRect { placed(region) ?? PixelRect(x: 0, y: 0, width: side, height: side) }

  /// Where another rectangle of the picture lies in the image, grown outwards to whole pixels; nil if it is not in the
  /// box.
  package func placed(_ rectangle: PixelRect) -> PixelRect? {
    let shifted = PixelRect(
      x: rectangle.x - region.x, y: rectangle.y - region.y, width: rectangle.width, height: rectangle.height)
    guard let clipped = shifted.clipped(toWidth: region.width, height: region.height) else { return nil }
    let inside = upright(clipped)
    let x = (inside.x + left) * side / square
    let y = (inside.y + top) * side / square
    let right = ((inside.x + left + inside.width) * side + square - 1) / square
    let bottom = ((inside.y + top + inside.height) * side + square - 1) / square
    return PixelRect(x: x, y: y, width: right - x, height: bottom - y)
  }

  /// Where a rectangle inside the box lies in the upright box.
  private func upright(_ part: PixelRect) -> PixelRect {
    let (right, bottom) = (region.width - part.x - part.width, region.height - part.y - part.height)
    return switch quarterTurns {
    case 1: PixelRect(x: bottom, y: part.x, width: part.height, height: part.width)
    case 2: PixelRect(x: right, y: bottom, width: part.width, height: part.height)
    case 3: PixelRect(x: part.y, y: right, width: part.height, height: part.width)
    default: part
    }
  }

  /// The single-instance image.
  /// - Throws: ``ProtectionError`` when the box reaches out of the picture.
  package func crop(_ picture: LevelPicture) throws -> LevelPicture {
    guard region.clipped(toWidth: picture.width, height: picture.height) == region else {
      throw ProtectionError(
        .shapeMismatch, "the box of an instance reaches out of a picture of \(picture.width)×\(picture.height)")
    }
    var levels: [UInt8] = []
    levels.reserveCapacity(picture.channels * region.area)
    for channel in 0..<picture.channels {
      for y in 0..<region.height {
        let source = (channel * picture.height + region.y + y) * picture.width + region.x
        levels += picture.levels[source..<source + region.width]
      }
    }
    return try image(
      of: LevelPicture(width: region.width, height: region.height, channels: picture.channels, levels: levels))
  }

  /// The single-instance image of the content of the box, as it lies in the picture.
  /// - Throws: ``ProtectionError`` when it has another size.
  package func image(of content: LevelPicture) throws -> LevelPicture {
    guard content.width == region.width, content.height == region.height else {
      throw ProtectionError(.shapeMismatch, "the content of a box is not of \(region.width)×\(region.height)")
    }
    let levels = QuarterTurn(content.levels, width: region.width, height: region.height).turned(quarterTurns)
    let scaler = WholeNumberScaler(from: square, to: side)
    var result: [UInt8] = []
    for channel in 0..<content.channels {
      var plane = [UInt8](repeating: 0, count: square * square)
      for y in 0..<height {
        let source = (channel * height + y) * width
        let target = (top + y) * square + left
        plane.replaceSubrange(target..<target + width, with: levels[source..<source + width])
      }
      result += scaler.scaled(plane[...])
    }
    return try LevelPicture(width: side, height: side, channels: content.channels, levels: result)
  }

  /// An image of the side as a picture of the box, as it lies in the picture.
  /// - Throws: ``ProtectionError`` when it has another size.
  package func restore(_ image: FloatPicture) throws -> FloatPicture {
    guard image.width == side, image.height == side else {
      throw ProtectionError(.shapeMismatch, "the image of an instance is not of \(side)×\(side)")
    }
    let whole = try image.resized(width: square, height: square)
    var values: [Float] = []
    values.reserveCapacity(image.channels * region.area)
    for channel in 0..<image.channels {
      for y in 0..<height {
        let row = (channel * square + top + y) * square + left
        values += whole.values[row..<row + width]
      }
    }
    return try FloatPicture(
      width: region.width, height: region.height, channels: image.channels,
      values: QuarterTurn(values, width: width, height: height).turned(4 - quarterTurns))
  }
}

extension Box {
  /// The whole pixels of a box with all coordinates rounded down (inspire section V-B), inside a picture; a side that
  /// would be empty is one pixel long. Nil if the box does not touch the picture.
  package func roundedDown(inWidth pictureWidth: Int, height pictureHeight: Int) -> PixelRect? {
    guard pixelRect(inWidth: pictureWidth, height: pictureHeight) != nil else { return nil }
    let left = min(max(x.rounded(.down), 0), Double(pictureWidth - 1))
    let top = min(max(y.rounded(.down), 0), Double(pictureHeight - 1))
    let right = min(max(maxX.rounded(.down), left + 1), Double(pictureWidth))
    let bottom = min(max(maxY.rounded(.down), top + 1), Double(pictureHeight))
    return PixelRect(x: Int(left), y: Int(top), width: Int(right - left), height: Int(bottom - top))
  }
}
