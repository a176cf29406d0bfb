internal import Foundation

/// Decodes NanoDet-Plus (RangiLyu/nanodet).
///
/// One output `[1, cells, classes + 4 · 8]`, cells of strides 8, 16, 32 and 64 one after the other, row by row: class
/// scores through the sigmoid, then for each side (left, top, right, bottom) a distribution over distances of 0 to 7
/// strides from the cell's origin (Li et al. 2020, Generalized Focal Loss, arXiv:2006.04388, equation 5).
package struct NanoDetDecoder: OutputDecoder {
  private static let strides = [8, 16, 32, 64]
  private static let bins = 8

  package init() {}

  package func decode(_ outputs: OutputTensors, input: PictureSize, classes: ClassTable) throws -> [Detection] {
    let tensor = try outputs.tensor(0)
    let length = tensor.shape.last ?? 0
    let classCount = length - 4 * Self.bins
    guard let base = tensor.values.baseAddress, classes.highestIndex < classCount else {
      throw VisionError(.modelUnusable, "a NanoDet output of shape \(tensor.shape) lacks the wanted classes")
    }
    let grids = Self.strides.map {
      (stride: $0, width: (input.width + $0 - 1) / $0, height: (input.height + $0 - 1) / $0)
    }
    try tensor.expect([1, grids.reduce(0) { $0 + $1.width * $1.height }, length], "a NanoDet output")
    var found: [Detection] = []
    var row = base
    for grid in grids {
      for y in 0..<grid.height {
        for x in 0..<grid.width {
          classes.forEachBest(row) { entry, score in
            let box = Self.box(row + classCount, x: x * grid.stride, y: y * grid.stride, stride: Float(grid.stride))
            found.append(Detection(category: entry.category, confidence: Double(score), box: box))
          }
          row += length
        }
      }
    }
    return found
  }

  private static func box(_ sides: UnsafePointer<Float>, x: Int, y: Int, stride: Float) -> Box {
    let left = distance(sides) * stride
    let top = distance(sides + bins) * stride
    let right = distance(sides + 2 * bins) * stride
    let bottom = distance(sides + 3 * bins) * stride
    return Box(
      x: Double(Float(x) - left), y: Double(Float(y) - top), width: Double(left + right), height: Double(top + bottom))
  }

  /// The mean of the distribution, in strides.
  private static func distance(_ logits: UnsafePointer<Float>) -> Float {
    var largest = logits[0]
    for bin in 1..<bins { largest = max(largest, logits[bin]) }
    var sum: Float = 0
    var weighted: Float = 0
    for bin in 0..<bins {
      let weight = exp(logits[bin] - largest)
      sum += weight
      weighted += weight * Float(bin)
    }
    return weighted / sum
  }
}
