package import VeilMedia

/// The instance curator's geometry (inspire section V-B): from the box of an instance to a square image of fixed size,
/// and back.
///
/// *Crop*: the box is cut out, padded with zeros to a square, symmetrically (an odd pixel goes to the right or to the
/// bottom), and scaled. *Patch* is the inverse: image and mask are scaled back, the padding is cut off, and the mask
/// chooses between image and original. Blending happens at the size of the box and not of the image as in the paper, so
/// that what the mask leaves alone keeps its exact values. ``BlurProtection`` does without the square: the paper's
/// BBox Blur stretches the box.
package struct InstanceCrop: Sendable, Hashable {
  /// The box, in pixels of the picture.
  package let region: PixelRect
  /// Rows and columns of the single-instance image.
  package let side: Int

  /// - Throws: ``ProtectionError`` when the box is empty or the side is not 1...4096.
  package init(region: PixelRect, side: Int) throws {
    guard region.x >= 0, region.y >= 0, region.width > 0, region.height > 0, (1...4096).contains(side) else {
      throw ProtectionError(.shapeMismatch, "an instance is cropped from a box with an area to a side of 1 to 4096")
    }
    self.region = region
    self.side = side
  }

  /// Rows and columns of the padded square.
  package var square: Int { max(region.width, region.height) }
  /// Columns of zeros left of the box in the square.
  package var left: Int { (square - region.width) / 2 }
  /// Rows of zeros above the box in the square.
  package var top: Int { (square - region.height) / 2 }

  /// The single-instance image.
  /// - Throws: ``ProtectionError`` when the box reaches out of the picture.
  package func crop(_ picture: FloatPicture) throws -> FloatPicture {
    try check(picture)
    var values = [Float](repeating: 0, count: picture.channels * square * square)
    for channel in 0..<picture.channels {
      for y in 0..<region.height {
        let source = (channel * picture.height + region.y + y) * picture.width + region.x
        let target = (channel * square + top + y) * square + left
        values.replaceSubrange(target..<target + region.width, with: picture.values[source..<source + region.width])
      }
    }
    return try FloatPicture(width: square, height: square, channels: picture.channels, values: values)
      .resized(width: side, height: side)
  }

  /// Paints an image into the picture where the mask says so: F·M + I·(1 − M).
  /// - Parameters:
  ///   - image: F, as many channels as the picture.
  ///   - mask: M, one channel, 1 where the image replaces the picture I and 0 where the picture stays.
  /// - Throws: ``ProtectionError`` when shapes do not fit.
  package func patch(_ image: FloatPicture, mask: FloatPicture, into picture: inout FloatPicture) throws {
    try check(picture)
    guard image.width == side, image.height == side, mask.width == side, mask.height == side, mask.channels == 1,
      image.channels == picture.channels
    else { throw ProtectionError(.shapeMismatch, "image and mask of an instance are not of \(side)×\(side)") }
    let image = try image.resized(width: square, height: square)
    let mask = try mask.resized(width: square, height: square)
    for channel in 0..<picture.channels {
      for y in 0..<region.height {
        let row = (channel * picture.height + region.y + y) * picture.width + region.x
        let maskRow = (top + y) * square + left
        let imageRow = channel * square * square + maskRow
        for x in 0..<region.width {
          let share = mask.values[maskRow + x]
          picture.values[row + x] = image.values[imageRow + x] * share + picture.values[row + x] * (1 - share)
        }
      }
    }
  }

  private func check(_ picture: FloatPicture) throws {
    guard region.clipped(toWidth: picture.width, height: picture.height) == region else {
      throw ProtectionError(
        .shapeMismatch, "the box of an instance reaches out of a picture of \(picture.width)×\(picture.height)")
    }
  }
}
