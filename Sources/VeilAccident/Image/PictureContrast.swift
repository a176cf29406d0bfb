package import VeilMedia

/// How much there is to be seen in a picture.
package enum PictureContrast {
  /// Standard deviation of brightness, in steps of 8 bits, below which a picture shows nothing: a covered lens, a dark
  /// tunnel, black leader.
  private static let least = 3.0

  /// True if the picture is of one brightness.
  package static func isBlank(_ frame: VideoFrame) throws -> Bool {
    let shift = Double(1 << (frame.format.bitDepth - 8))
    let deviation =
      frame.format.bytesPerSample == 1
      ? try frame.withPlane(0, as: UInt8.self) { Self.deviation($0) }
      : try frame.withPlane(0, as: UInt16.self) { Self.deviation($0) / shift }
    return deviation < least
  }

  /// Every fourth sample of every fourth row is enough.
  private static func deviation<Sample>(_ plane: Plane<Sample>) -> Double {
    var (sum, squares, count) = (0.0, 0.0, 0.0)
    for y in stride(from: 0, to: plane.height, by: 4) {
      let row = plane.row(y)
      for x in stride(from: 0, to: plane.width, by: 4) {
        let value = Double(row[x])
        sum += value
        squares += value * value
        count += 1
      }
    }
    return max(0, squares / count - sum / count * (sum / count)).squareRoot()
  }
}
