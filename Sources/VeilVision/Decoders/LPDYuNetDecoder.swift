internal import Foundation

/// Decodes OpenCV Zoo's `license_plate_detection_lpd_yunet`: the upright box around a plate's four corners.
///
/// Outputs `loc [priors, 14]` (corners at 4, 6, 10 and 12, relative to the prior box, scaled by 0.1), `conf [priors, 2]`
/// (plate at 1) and `iou [priors, 1]`; the score is the square root of conf · iou. Priors have three, two, two and three
/// sizes on grids of strides 8, 16, 32 and 64, cell by cell.
package struct LPDYuNetDecoder: OutputDecoder {
  private static let levels: [(stride: Int, sizes: [Float])] = [
    (8, [10, 16, 24]), (16, [32, 48]), (32, [64, 96]), (64, [128, 192, 256]),
  ]
  private static let variance: Float = 0.1
  private static let corners = [4, 6, 10, 12]

  package init() {}

  package func decode(_ outputs: OutputTensors, input: PictureSize, classes: ClassTable) throws -> [Detection] {
    guard let plate = classes.entry(0) else { return [] }
    let priors = Self.levels.reduce(0) { $0 + (input.width / $1.stride) * (input.height / $1.stride) * $1.sizes.count }
    let locations = try outputs.tensor(named: "loc")
    let kinds = try outputs.tensor(named: "conf")
    let overlaps = try outputs.tensor(named: "iou")
    try locations.expect([priors, 14], "output loc")
    try kinds.expect([priors, 2], "output conf")
    try overlaps.expect([priors, 1], "output iou")
    let least = plate.threshold * plate.threshold
    var found: [Detection] = []
    var prior = 0
    for (stride, sizes) in Self.levels {
      for y in 0..<input.height / stride {
        for x in 0..<input.width / stride {
          for size in sizes {
            let square = kinds.values[2 * prior + 1] * min(max(overlaps.values[prior], 0), 1)
            if square >= least, square > 0, let base = locations.values.baseAddress {
              let center = ((Float(x) + 0.5) * Float(stride), (Float(y) + 0.5) * Float(stride))
              let box = Self.box(base + 14 * prior, center: center, size: size)
              found.append(
                Detection(category: plate.category, confidence: Double(square.squareRoot()), box: box))
            }
            prior += 1
          }
        }
      }
    }
    return found
  }

  private static func box(_ row: UnsafePointer<Float>, center: (Float, Float), size: Float) -> Box {
    var (left, top, right, bottom) = (Float.infinity, Float.infinity, -Float.infinity, -Float.infinity)
    for corner in corners {
      let x = center.0 + row[corner] * variance * size
      let y = center.1 + row[corner + 1] * variance * size
      (left, right) = (min(left, x), max(right, x))
      (top, bottom) = (min(top, y), max(bottom, y))
    }
    return Box(x: Double(left), y: Double(top), width: Double(right - left), height: Double(bottom - top))
  }
}
