import VeilMedia

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
    var isKnown = [Bool](repeating: false, count: codes.count)
    var found: [LabelledInstance] = []
    for start in codes.indices where codes[start] == code && !isKnown[start] {
      let part = part(from: start, code, &isKnown)
      if part.count >= Self.leastArea { found.append(instance(of: part, group: group)) }
    }
    return found
  }

  private func part(from start: Int, _ code: UInt8, _ isKnown: inout [Bool]) -> [Int] {
    var part = [start]
    isKnown[start] = true
    var next = 0
    while next < part.count {
      let (x, y) = (part[next] % width, part[next] / width)
      next += 1
      for row in max(0, y - 1)...min(height - 1, y + 1) {
        for place in row * width + max(0, x - 1)...row * width + min(width - 1, x + 1)
        where codes[place] == code && !isKnown[place] {
          isKnown[place] = true
          part.append(place)
        }
      }
    }
    return part
  }

  private func instance(of part: [Int], group: ObjectGroup) -> LabelledInstance {
    let (columns, rows) = (part.map { $0 % width }, part.map { $0 / width })
    let (left, right) = (columns.min() ?? 0, columns.max() ?? 0)
    let (top, bottom) = (rows.min() ?? 0, rows.max() ?? 0)
    let box = PixelRect(x: left, y: top, width: right - left + 1, height: bottom - top + 1)
    var pixels = [Bool](repeating: false, count: box.area)
    for (x, y) in zip(columns, rows) { pixels[(y - top) * box.width + x - left] = true }
    return LabelledInstance(group: group, box: box, pixels: pixels)
  }
}
