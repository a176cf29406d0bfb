import VeilMedia

/// Describes a picture by its edges alone: where they are and how they run, not which colours they part.
///
/// Histograms of oriented gradients (Dalal and Triggs, CVPR 2005) over 4×8 cells of 8 directions without sign, of a
/// picture reduced to 32×64. Stands for an adversary who has nothing but contours, the information that `replace` does
/// not hide on purpose (inspire section VI-B).
enum OutlineDescriptor {
  private static let (width, height, cell, directions) = (32, 64, 8, 8)

  /// A unit vector of 256 numbers; zeros for a picture without edges.
  static func description(of frame: VideoFrame, region: PixelRect) throws -> [Float] {
    let luma = try luma(of: frame, region: region)
    let columns = width / cell
    var histograms = [Float](repeating: 0, count: columns * (height / cell) * directions)
    for y in 1..<height - 1 {
      for x in 1..<width - 1 {
        let dx = luma[y * width + x + 1] - luma[y * width + x - 1]
        let dy = luma[(y + 1) * width + x] - luma[(y - 1) * width + x]
        guard dx != 0 || dy != 0 else { continue }
        let bin = ((y / cell) * columns + x / cell) * directions + direction(dx, dy)
        histograms[bin] += (dx * dx + dy * dy).squareRoot()
      }
    }
    // Square roots, so that one strong edge does not drown the others.
    return histograms.map { $0.squareRoot() }.normalised
  }

  /// The octant of half a turn in which an edge runs, found without angles.
  private static func direction(_ dx: Float, _ dy: Float) -> Int {
    let (x, y) = dy < 0 || (dy == 0 && dx < 0) ? (-dx, -dy) : (dx, dy)
    let steep = y > abs(x)
    let tangent: Float = 0.414_213_56  // of 22.5 degrees
    let isDiagonal = steep ? abs(x) > tangent * y : y > tangent * abs(x)
    let octant = (steep ? 2 : 0) + (steep != isDiagonal ? 1 : 0)
    return x >= 0 ? octant : directions - 1 - octant
  }

  private static func luma(of frame: VideoFrame, region: PixelRect) throws -> [Float] {
    let bgr = try BGRPicture(of: frame, region: region, width: width, height: height)
    return (0..<width * height).map { index in
      let (blue, green, red) = (bgr.bytes[3 * index], bgr.bytes[3 * index + 1], bgr.bytes[3 * index + 2])
      return 0.114 * Float(blue) + 0.587 * Float(green) + 0.299 * Float(red)
    }
  }
}
