/// The four edges of a box as one vector (left, top, right, bottom): edges move and are missed independently.
struct BoxEdges: Sendable, Hashable {
  var vector: SIMD4<Double>

  init(_ vector: SIMD4<Double>) { self.vector = vector }

  init(_ box: Box) { vector = SIMD4(box.x, box.y, box.maxX, box.maxY) }

  /// Width and height, at least a hundredth of a pixel.
  var size: SIMD2<Double> { pointwiseMax(vector.highHalf - vector.lowHalf, SIMD2(repeating: 0.01)) }

  var box: Box {
    Box(x: vector.x, y: vector.y, width: vector.z - vector.x, height: vector.w - vector.y)
  }

  /// Every edge moved outwards by `margin`, horizontally and vertically.
  func grown(by margin: SIMD2<Double>) -> BoxEdges {
    BoxEdges(SIMD4(lowHalf: vector.lowHalf - margin, highHalf: vector.highHalf + margin))
  }

  /// The same centre, but at least this size.
  func atLeast(_ size: SIMD2<Double>) -> BoxEdges {
    let missing = pointwiseMax(size - (vector.highHalf - vector.lowHalf), SIMD2(repeating: 0))
    return grown(by: missing / 2)
  }

  /// The smallest box that holds both.
  func union(_ other: BoxEdges) -> BoxEdges {
    BoxEdges(
      SIMD4(
        lowHalf: pointwiseMin(vector.lowHalf, other.vector.lowHalf),
        highHalf: pointwiseMax(vector.highHalf, other.vector.highHalf)))
  }

  /// The part inside another box; may be empty or inside out.
  func clipped(to other: BoxEdges) -> BoxEdges {
    BoxEdges(
      SIMD4(
        lowHalf: pointwiseMax(vector.lowHalf, other.vector.lowHalf),
        highHalf: pointwiseMin(vector.highHalf, other.vector.highHalf)))
  }

  /// How far the edges lie from another box's, the worse one of each direction.
  func deviation(from other: BoxEdges) -> SIMD2<Double> {
    let difference = vector - other.vector
    let absolute = pointwiseMax(difference, -difference)
    return pointwiseMax(absolute.lowHalf, absolute.highHalf)
  }
}
