/// Fades a mask out, outwards only.
struct Feather {
  let width: Int
  let height: Int

  /// 1 wherever the mask is above 0, and less the farther a pixel is from there, down to 0 beyond the radius.
  /// - Parameters:
  ///   - mask: `height × width` values, 0...1.
  ///   - radius: pixels over which it fades.
  func shares(of mask: [Float], radius: Int) -> [Float] {
    let far = Int32(radius + 1)
    var distances = mask.map { $0 > 0 ? 0 : far }
    for y in 0..<height {
      for x in 0..<width { relax(&distances, x, y, [(-1, 0), (0, -1), (-1, -1), (1, -1)]) }
    }
    for y in (0..<height).reversed() {
      for x in (0..<width).reversed() { relax(&distances, x, y, [(1, 0), (0, 1), (1, 1), (-1, 1)]) }
    }
    return distances.map { 1 - Float($0) / Float(far) }
  }

  private func relax(_ distances: inout [Int32], _ x: Int, _ y: Int, _ steps: [(Int, Int)]) {
    let place = y * width + x
    guard distances[place] > 0 else { return }
    for (dx, dy) in steps where x + dx >= 0 && x + dx < width && y + dy >= 0 && y + dy < height {
      distances[place] = min(distances[place], distances[place + dy * width + dx] + 1)
    }
  }
}
