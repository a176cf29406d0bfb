package import VeilMedia

extension PictureFormat {
  /// A region of the picture grown outwards to whole chroma samples, clipped to the picture; nil if it lies outside.
  package func grownToChromaGrid(_ region: PixelRect) -> PixelRect? {
    guard let inside = region.clipped(toWidth: width, height: height) else { return nil }
    let left = (inside.x >> chromaShiftX) << chromaShiftX
    let top = (inside.y >> chromaShiftY) << chromaShiftY
    let right = Self.roundedUp(inside.x + inside.width, shift: chromaShiftX)
    let bottom = Self.roundedUp(inside.y + inside.height, shift: chromaShiftY)
    return PixelRect(x: left, y: top, width: min(right, width) - left, height: min(bottom, height) - top)
  }

  /// The samples of a plane that a region covers.
  /// - Precondition: the region comes from ``grownToChromaGrid(_:)``.
  package func samples(of region: PixelRect, inPlane plane: Int) -> PixelRect {
    guard isChroma(plane) else { return region }
    let left = region.x >> chromaShiftX
    let top = region.y >> chromaShiftY
    let right = Self.roundedUp(region.x + region.width, shift: chromaShiftX) >> chromaShiftX
    let bottom = Self.roundedUp(region.y + region.height, shift: chromaShiftY) >> chromaShiftY
    return PixelRect(x: left, y: top, width: right - left, height: bottom - top)
  }

  /// The whole picture.
  var bounds: PixelRect { PixelRect(x: 0, y: 0, width: width, height: height) }

  /// The planes that show something; opacity is not touched.
  var paintedPlanes: Range<Int> { 0..<(hasAlpha ? planeCount - 1 : planeCount) }

  /// The largest value of a sample.
  var sampleLimit: Int { (1 << bitDepth) - 1 }

  private static func roundedUp(_ value: Int, shift: Int) -> Int { ((value + (1 << shift) - 1) >> shift) << shift }
}
