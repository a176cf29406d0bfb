internal import VeilMedia

/// Takes lettering out of edge maps: company names on vans, large plates, what is printed on a shirt.
///
/// The blur before edges (inspire section V-C) makes lettering unreadable that is small beside the instance; what is larger
/// would be drawn by the generator as it stood there. Three or more closed shapes of one height beside each other, on one
/// line, are taken for lettering, and with them whatever lies in the same line between and beside them. Sometimes that is a row of
/// windows: nothing is lost but a hint for the generator.
struct LetteringEraser {
  /// Smaller lettering does not survive the blur, in pixels.
  private static let leastHeight = 8
  /// Letters are at most this part of the picture's height.
  private static let largestShare = 4
  /// How far tops and bottoms of neighbours may differ, in heights of the smaller one.
  private static let unevenness = 0.25
  /// Largest gap between neighbours, in heights.
  private static let gap = 0.8
  /// The same for what is taken along.
  private static let alongGap = 0.4
  /// Least and largest width, in heights: a stroke, and some letters that have run into each other.
  private static let widths = 0.15...5.0
  /// Largest width of a single letter, in heights.
  private static let letterWidth = 1.5
  private static let leastLetters = 3

  private let width: Int
  private let height: Int

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  /// The edges without lettering.
  /// - Parameter edges: above 0 on edges.
  func erased(_ edges: [Float]) -> [Float] {
    let parts = PixelParts(width: width, height: height, neighbourhood: .edgesAndCorners)
    let boxes = parts.parts(of: edges.map { $0 > 0 }).map(parts.box)
    var result = edges
    for line in lines(of: boxes) {
      guard let area = line.widened(by: 2).clipped(toWidth: width, height: height) else { continue }
      for y in area.y..<area.y + area.height {
        for x in area.x..<area.x + area.width { result[y * width + x] = 0 }
      }
    }
    return result
  }

  /// Where there is lettering.
  private func lines(of boxes: [PixelRect]) -> [PixelRect] {
    let letters = boxes.filter { box in
      let tall = Double(box.height)
      return box.height >= Self.leastHeight && box.height <= height / Self.largestShare
        && Self.widths.contains(Double(box.width) / tall)
    }.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    return groups(of: letters).filter(isLettering).compactMap { group in
      group.dropFirst().reduce(group.first) { $0?.union($1) }.map { completed($0, with: boxes) }
    }
  }

  /// Letters that are neighbours, or neighbours' neighbours.
  private func groups(of letters: [PixelRect]) -> [[PixelRect]] {
    var groups: [[PixelRect]] = []
    for letter in letters {
      var joined = [letter]
      groups.removeAll { group in
        guard group.contains(where: { areNeighbours($0, letter) }) else { return false }
        joined = group + joined
        return true
      }
      groups.append(joined)
    }
    return groups
  }

  /// - Parameter right: does not begin left of the other.
  private func areNeighbours(_ left: PixelRect, _ right: PixelRect) -> Bool {
    let tolerance = Self.unevenness * Double(min(left.height, right.height))
    let distance = right.x - left.maxX
    return Double(abs(left.y - right.y)) <= tolerance && Double(abs(left.maxY - right.maxY)) <= tolerance
      && Double(distance) <= Self.gap * Double(max(left.height, right.height))
      && Double(-distance) <= Double(min(left.width, right.width)) / 2
  }

  /// True if enough of them stand beside each other, and not in each other, and some are single letters.
  private func isLettering(_ group: [PixelRect]) -> Bool {
    guard group.count(where: { Double($0.width) <= Self.letterWidth * Double($0.height) }) >= Self.leastLetters - 1
    else {
      return false
    }
    var beside: [PixelRect] = []
    for letter in group.sorted(by: { $0.maxX < $1.maxX }) {
      if let last = beside.last, 2 * (last.maxX - letter.x) > letter.width { continue }
      beside.append(letter)
    }
    return beside.count >= Self.leastLetters
  }

  /// The line with what else lies in it: letters that fell apart or ran into each other.
  private func completed(_ line: PixelRect, with boxes: [PixelRect]) -> PixelRect {
    var (left, right) = (line.x, line.maxX)
    let tall = Double(line.height)
    let inLine = boxes.filter { box in
      Double(box.y) >= Double(line.y) - Self.unevenness * tall
        && Double(box.maxY) <= Double(line.maxY) + Self.unevenness * tall
        && Double(box.width) <= Self.widths.upperBound * tall
    }
    let reach = Int(Self.alongGap * tall)
    while let further = inLine.first(where: { box in
      (box.x < left || box.maxX > right) && box.x <= right + reach && box.maxX >= left - reach
    }) {
      (left, right) = (min(left, further.x), max(right, further.maxX))
    }
    return PixelRect(x: left, y: line.y, width: right - left, height: line.height)
  }
}

extension PixelRect {
  /// The column after the last.
  fileprivate var maxX: Int { x + width }
  /// The row after the last.
  fileprivate var maxY: Int { y + height }
}
