internal import Foundation
internal import VeilMedia

/// The outline of an instance of which nobody knows the outline: rounded, inside its box.
///
/// On a cut side it goes on beyond the box, as the instance does beyond the picture.
enum InscribedShape {
  private static let exponent: Float = 2.5

  /// 1 inside, 0 elsewhere.
  /// - Parameters:
  ///   - content: the box, in pixels of the image.
  ///   - side: rows and columns of the image.
  static func outline(in content: PixelRect, side: Int, cut: CutSides) -> [Float] {
    let across = span(content.x, content.width, cut.contains(.left), cut.contains(.right))
    let down = span(content.y, content.height, cut.contains(.top), cut.contains(.bottom))
    var result = [Float](repeating: 0, count: side * side)
    for y in content.y..<content.y + content.height {
      for x in content.x..<content.x + content.width {
        let reach = power(x, across) + power(y, down)
        if reach <= 0.9 { result[y * side + x] = 1 }
      }
    }
    return result
  }

  /// Centre and half length along an axis; no length where both ends are cut.
  private static func span(
    _ start: Int, _ length: Int, _ isCutBefore: Bool, _ isCutAfter: Bool
  ) -> (centre: Float, half: Float?) {
    let (start, length) = (Float(start), Float(length))
    return switch (isCutBefore, isCutAfter) {
    case (true, true): (start, nil)
    case (true, false): (start, length)
    case (false, true): (start + length, length)
    case (false, false): (start + length / 2, length / 2)
    }
  }

  private static func power(_ place: Int, _ span: (centre: Float, half: Float?)) -> Float {
    guard let half = span.half else { return 0 }
    return powf(abs(Float(place) + 0.5 - span.centre) / half, exponent)
  }
}
