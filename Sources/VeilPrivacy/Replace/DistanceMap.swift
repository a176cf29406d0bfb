/// How deep every pixel lies in a shape: steps of 3 to a neighbour and of 4 across a corner, 0 outside of it.
///
/// On cut sides the shape is taken to go on beyond the picture.
enum DistanceMap {
  private static let far: Int32 = 1 << 20

  static func distances(in shape: [Bool], width: Int, height: Int, cut: CutSides) -> [Int32] {
    let stride = width + 2
    var map = [Int32](repeating: 0, count: stride * (height + 2))
    for y in 0..<height + 2 {
      for x in 0..<stride {
        let isCut =
          x == 0 && cut.contains(.left) || x == width + 1 && cut.contains(.right)
          || y == 0 && cut.contains(.top) || y == height + 1 && cut.contains(.bottom)
        let isInside = (1...width).contains(x) && (1...height).contains(y)
        if isInside ? shape[(y - 1) * width + x - 1] : isCut { map[y * stride + x] = far }
      }
    }
    for y in 1...height {
      for x in 1...width { relax(&map, y * stride + x, -1, -stride, stride) }
    }
    for y in (1...height).reversed() {
      for x in (1...width).reversed() { relax(&map, y * stride + x, 1, stride, stride) }
    }
    return (0..<width * height).map { map[($0 / width + 1) * stride + $0 % width + 1] }
  }

  /// One step of a pass: over the neighbour in the row and the three in the row before.
  @inline(__always)
  private static func relax(_ map: inout [Int32], _ place: Int, _ beside: Int, _ before: Int, _ stride: Int) {
    guard map[place] > 0 else { return }
    let straight = min(map[place + beside], map[place + before]) + 3
    let across = min(map[place + before - 1], map[place + before + 1]) + 4
    map[place] = min(map[place], straight, across)
  }
}
