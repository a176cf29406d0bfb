/// Meyer's watershed: labels spread from where they are known, over low ground first, and meet on the ridges between.
struct Flooding {
  let width: Int
  let height: Int

  /// Gives every pixel a label that can be reached.
  /// - Parameters:
  ///   - labels: 0 where nothing is known yet.
  ///   - relief: how high the ground is.
  func spread(_ labels: inout [UInt8], over relief: [UInt8]) {
    var pending = [[Int]](repeating: [], count: 256)
    for place in labels.indices where labels[place] != 0 && hasUnknownNeighbour(place, labels) {
      pending[0].append(place)
    }
    for level in 0..<256 {
      var next = 0
      while next < pending[level].count {
        let place = pending[level][next]
        next += 1
        let (x, y) = (place % width, place / width)
        let around = neighbours(x, y)
        for index in 0..<4 where around[index] >= 0 && labels[around[index]] == 0 {
          labels[around[index]] = labels[place]
          pending[max(level, Int(relief[around[index]]))].append(around[index])
        }
      }
      pending[level] = []
    }
  }

  private func hasUnknownNeighbour(_ place: Int, _ labels: [UInt8]) -> Bool {
    let found = neighbours(place % width, place / width)
    return (0..<4).contains { found[$0] >= 0 && labels[found[$0]] == 0 }
  }

  /// Places above, left, right and below; -1 beyond the border.
  @inline(__always)
  private func neighbours(_ x: Int, _ y: Int) -> SIMD4<Int> {
    let place = y * width + x
    return SIMD4(
      y > 0 ? place - width : -1, x > 0 ? place - 1 : -1, x + 1 < width ? place + 1 : -1,
      y + 1 < height ? place + width : -1)
  }
}
