internal import VeilMedia

/// Draws the outline of an instance where its picture has an edge.
///
/// A network's mask covers rather too much than too little, with a rim of background all around. Whoever paints an instance
/// into it makes it too stout, or surrounds it by a rim as of light. So the outline is looked for between the innermost part
/// of the mask and what is well outside of it: both spread over the picture until they meet, on its steepest places. Only
/// the look depends on it: what is hidden is the mask.
struct OutlineFinder {
  /// What is at least this share as deep as the deepest place around belongs to the instance for sure: one over this.
  private static let depth: Int32 = 2
  /// Parts smaller than this share of the largest are crumbs.
  private static let crumb = 0.08

  /// Rows and columns of the image.
  let side: Int

  /// 1 inside, 0 elsewhere; inside the box.
  /// - Parameters:
  ///   - rough: the network's mask, `side × side` values.
  ///   - image: red, green and blue of the single-instance image, 0...1.
  func outline(of rough: [Float], image: ArraySlice<Float>, _ facts: InstanceBatch.Facts) -> [Float] {
    let content = facts.content
    let (width, height) = (content.width, content.height)
    let shape = (0..<width * height).map { rough[place($0, content)] > 0 }
    var labels = labels(shape, content, facts.cutSides)
    guard labels.contains(1) else { return rough }
    Flooding(width: width, height: height).spread(&labels, over: steepness(image, content))
    let smooth = smoothed(labels.map { $0 == 1 }, width, height)
    let kept = ShapeParts.withoutCrumbs(smooth, width: width, height: height, leastShare: Self.crumb)
    guard kept.contains(true) else { return rough }
    var result = [Float](repeating: 0, count: side * side)
    for index in kept.indices where kept[index] { result[place(index, content)] = 1 }
    return result
  }

  @inline(__always)
  private func place(_ index: Int, _ content: PixelRect) -> Int {
    (content.y + index / content.width) * side + content.x + index % content.width
  }

  /// 1 for the instance, 2 for background, 0 where the flood decides.
  private func labels(_ shape: [Bool], _ content: PixelRect, _ cut: CutSides) -> [UInt8] {
    let (width, height) = (content.width, content.height)
    let distances = DistanceMap.distances(in: shape, width: width, height: height, cut: cut)
    let deepest = SquareFilter.maximum(distances, width: width, height: height, radius: max(1, side / 8))
    let reached = SquareFilter.maximum(
      shape.map { $0 ? 1 : 0 } as [UInt8], width: width, height: height, radius: max(1, 3 * side / 128))
    return shape.indices.map { index in
      if distances[index] > 0, distances[index] * Self.depth >= deepest[index] { return 1 }
      let (x, y) = (index % width, index / width)
      let isRim =
        x == 0 && !cut.contains(.left) || x == width - 1 && !cut.contains(.right) || y == 0 && !cut.contains(.top)
        || y == height - 1 && !cut.contains(.bottom)
      return isRim || reached[index] == 0 ? 2 : 0
    }
  }

  /// Sobel's gradient of a slightly blurred picture, that of the channel where it is largest; the border is repeated.
  private func steepness(_ image: ArraySlice<Float>, _ content: PixelRect) -> [UInt8] {
    let (width, height) = (content.width, content.height)
    var result = [UInt8](repeating: 0, count: width * height)
    for channel in 0..<3 {
      let first = image.startIndex + channel * side * side
      var grey = (0..<width * height).map { image[first + place($0, content)] }
      blur(&grey, width, height)
      for y in 0..<height {
        let (above, here, below) = (max(y - 1, 0) * width, y * width, min(y + 1, height - 1) * width)
        for x in 0..<width {
          let (left, right) = (max(x - 1, 0), min(x + 1, width - 1))
          let across =
            grey[above + right] + 2 * grey[here + right] + grey[below + right] - grey[above + left]
            - 2 * grey[here + left] - grey[below + left]
          let down =
            grey[below + left] + 2 * grey[below + x] + grey[below + right] - grey[above + left] - 2 * grey[above + x]
            - grey[above + right]
          let level = UInt8(min(max((abs(across) + abs(down)) * 64, 0), 255))
          result[here + x] = max(result[here + x], level)
        }
      }
    }
    return result
  }

  private func blur(_ grey: inout [Float], _ width: Int, _ height: Int) {
    let source = grey
    var rows = grey
    for y in 0..<height {
      for x in 0..<width {
        let row = y * width
        rows[row + x] = (source[row + max(x - 1, 0)] + 2 * source[row + x] + source[row + min(x + 1, width - 1)]) / 4
      }
    }
    for y in 0..<height {
      let (above, below) = (max(y - 1, 0) * width, min(y + 1, height - 1) * width)
      for x in 0..<width { grey[y * width + x] = (rows[above + x] + 2 * rows[y * width + x] + rows[below + x]) / 4 }
    }
  }

  /// What most of the pixels around are; squares are clipped at the border.
  private func smoothed(_ shape: [Bool], _ width: Int, _ height: Int) -> [Bool] {
    let radius = max(1, side / 64)
    let stride = width + 1
    var sums = [Int32](repeating: 0, count: stride * (height + 1))
    for y in 0..<height {
      var row: Int32 = 0
      for x in 0..<width {
        row += shape[y * width + x] ? 1 : 0
        sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + row
      }
    }
    return shape.indices.map { index in
      let (x, y) = (index % width, index / width)
      let (left, right) = (max(0, x - radius), min(width, x + radius + 1))
      let (top, bottom) = (max(0, y - radius) * stride, min(height, y + radius + 1) * stride)
      let count = sums[bottom + right] - sums[bottom + left] - sums[top + right] + sums[top + left]
      return 2 * Int(count) > (right - left) * (bottom - top) / stride
    }
  }
}
