internal import Foundation

/// Decodes YOLOX (Ge et al. 2021, arXiv:2107.08430) exported without its decoding layer.
///
/// One output `[1, cells, 5 + classes]`, cells of strides 8, 16 and 32 one after the other, row by row: centre offset in
/// cells, logarithm of the size in cells, objectness and class scores (both already through the sigmoid).
package struct YOLOXDecoder: OutputDecoder {
  private static let strides = [8, 16, 32]

  package init() {}

  package func decode(_ outputs: OutputTensors, input: PictureSize, classes: ClassTable) throws -> [Detection] {
    let tensor = try outputs.tensor(0)
    let cells = Self.strides.reduce(0) { $0 + (input.width / $1) * (input.height / $1) }
    let length = tensor.shape.last ?? 0
    guard let base = tensor.values.baseAddress, length > 5, classes.highestIndex < length - 5 else {
      throw VisionError(.modelUnusable, "a YOLOX output of shape \(tensor.shape) lacks the wanted classes")
    }
    try tensor.expect([1, cells, length], "a YOLOX output")
    var found: [Detection] = []
    var row = base
    for stride in Self.strides {
      for y in 0..<input.height / stride {
        for x in 0..<input.width / stride {
          // A class score is at most 1, so objectness alone rules out nearly all cells before anything is computed.
          if row[4] >= classes.lowestThreshold {
            classes.forEachBest(row + 5, factor: row[4]) { entry, score in
              let box = Self.box(row, x: x, y: y, stride: Float(stride))
              found.append(Detection(category: entry.category, confidence: Double(score), box: box))
            }
          }
          row += length
        }
      }
    }
    return found
  }

  private static func box(_ row: UnsafePointer<Float>, x: Int, y: Int, stride: Float) -> Box {
    let (width, height) = (exp(row[2]) * stride, exp(row[3]) * stride)
    return Box(
      x: Double((row[0] + Float(x)) * stride - width / 2), y: Double((row[1] + Float(y)) * stride - height / 2),
      width: Double(width), height: Double(height))
  }
}
