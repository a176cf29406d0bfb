internal import Foundation

/// Decodes YuNet faces (Wu et al. 2023, Machine Intelligence Research 20:656).
///
/// For each stride s of 8, 16 and 32 the outputs `cls_s`, `obj_s` (through the sigmoid) and `bbox_s` (centre offset in
/// cells, logarithm of the size in cells), cells row by row. Landmarks are not read.
package struct YuNetDecoder: OutputDecoder {
  /// How class score and objectness become one score.
  package enum Score: Sendable, Hashable {
    case product
    case geometricMean
  }

  private static let strides = [8, 16, 32]

  package let score: Score

  package init(score: Score) { self.score = score }

  package func decode(_ outputs: OutputTensors, input: PictureSize, classes: ClassTable) throws -> [Detection] {
    guard let face = classes.entry(0) else { return [] }
    let leastProduct = score == .product ? face.threshold : face.threshold * face.threshold
    var found: [Detection] = []
    for stride in Self.strides {
      let (columns, rows) = (input.width / stride, input.height / stride)
      let kinds = try outputs.tensor(named: "cls_\(stride)")
      let objects = try outputs.tensor(named: "obj_\(stride)")
      let boxes = try outputs.tensor(named: "bbox_\(stride)")
      try kinds.expect([1, columns * rows, 1], "output cls_\(stride)")
      try objects.expect([1, columns * rows, 1], "output obj_\(stride)")
      try boxes.expect([1, columns * rows, 4], "output bbox_\(stride)")
      for cell in 0..<columns * rows {
        let product = Self.clamped(kinds.values[cell]) * Self.clamped(objects.values[cell])
        guard product >= leastProduct, product > 0 else { continue }
        let box = Self.box(boxes.values, cell, x: cell % columns, y: cell / columns, stride: Float(stride))
        let confidence = score == .product ? product : product.squareRoot()
        found.append(Detection(category: face.category, confidence: Double(confidence), box: box))
      }
    }
    return found
  }

  private static func clamped(_ value: Float) -> Float { min(max(value, 0), 1) }

  private static func box(_ boxes: UnsafeBufferPointer<Float>, _ cell: Int, x: Int, y: Int, stride: Float) -> Box {
    let (width, height) = (exp(boxes[4 * cell + 2]) * stride, exp(boxes[4 * cell + 3]) * stride)
    return Box(
      x: Double((boxes[4 * cell] + Float(x)) * stride - width / 2),
      y: Double((boxes[4 * cell + 1] + Float(y)) * stride - height / 2), width: Double(width), height: Double(height))
  }
}
