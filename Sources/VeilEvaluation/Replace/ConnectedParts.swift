import VeilMedia
import VeilPrivacy

/// The connected parts of a class in a label map, corners included: what stands for instances in data sets that tell
/// classes only.
struct ConnectedParts {
  /// Parts of fewer pixels are mistakes of whoever labelled.
  static let leastArea = 16

  let width: Int
  let height: Int
  /// Row by row the classes.
  let codes: [UInt8]

  /// - Precondition: there is a code for every pixel.
  init(width: Int, height: Int, codes: [UInt8]) {
    precondition(codes.count == width * height)
    self.width = width
    self.height = height
    self.codes = codes
  }

  /// The parts of one class, in the order of their first pixels.
  func instances(of code: UInt8, group: ObjectGroup) -> [LabelledInstance] {
    let parts = PixelParts(width: width, height: height, neighbourhood: .edgesAndCorners)
    return parts.parts(of: codes.map { $0 == code }).filter { $0.count >= Self.leastArea }.map { part in
      instance(of: part, in: parts.box(of: part), group: group)
    }
  }

  private func instance(of part: [Int], in box: PixelRect, group: ObjectGroup) -> LabelledInstance {
    var pixels = [Bool](repeating: false, count: box.area)
    for place in part { pixels[(place / width - box.y) * box.width + place % width - box.x] = true }
    return LabelledInstance(group: group, box: box, pixels: pixels)
  }
}
