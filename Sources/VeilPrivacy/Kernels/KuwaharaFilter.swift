/// Edge-preserving smoothing (Kuwahara 1976): each sample becomes the mean of that one of the four square windows
/// touching it in which the guide varies least. Texture and writing narrower than a window disappear, large edges stay
/// sharp.
struct KuwaharaFilter {
  /// Rows and columns of a window.
  let window: Int
  /// First of the scratch slots that the filter may use; it takes `4 + planes`.
  let firstSlot: Int

  /// Smooths planes of one size in place; the first is the guide.
  func apply(to planes: [FloatPlane], scratch: Scratch) {
    guard let guide = planes.first else { return }
    let width = guide.width + window - 1
    let height = guide.height + window - 1
    let variance = scratch.plane(firstSlot, width: width, height: height)
    let squares = scratch.plane(firstSlot + 1, width: guide.width, height: guide.height)
    let padded = scratch.plane(firstSlot + 2, width: width + window - 1, height: height + window - 1)
    let columns = scratch.plane(firstSlot + 3, width: width + window - 1, height: height)
    let means = planes.indices.map { scratch.plane(firstSlot + 4 + $0, width: width, height: height) }

    for (plane, mean) in zip(planes, means) { windowMeans(of: plane, padded, columns, into: mean) }
    for y in 0..<guide.height {
      let source = guide.row(y)
      let target = squares.row(y)
      for x in 0..<guide.width { target[x] = source[x] * source[x] }
    }
    windowMeans(of: squares, padded, columns, into: variance)
    for y in 0..<height {
      let mean = means[0].row(y)
      let target = variance.row(y)
      for x in 0..<width { target[x] -= mean[x] * mean[x] }
    }
    for y in 0..<guide.height { select(row: y, variance: variance, means: means, into: planes) }
  }

  /// The means of all windows, those that reach over the border included: the sample at (x, y) is the mean of the
  /// window whose last column and row are x and y of the picture.
  private func windowMeans(
    of plane: FloatPlane, _ padded: FloatPlane, _ columns: FloatPlane, into mean: FloatPlane
  ) {
    let margin = window - 1
    for y in 0..<padded.height {
      let source = plane.row(min(max(y - margin, 0), plane.height - 1))
      let target = padded.row(y)
      target.update(repeating: source[0], count: margin)
      (target + margin).update(from: source, count: plane.width)
      (target + margin + plane.width).update(repeating: source[plane.width - 1], count: margin)
    }
    for y in 0..<columns.height {
      sum(count: columns.width, into: columns.row(y)) { padded.row(y + $0) }
    }
    let scale = 1 / Float(window * window)
    for y in 0..<mean.height {
      let target = mean.row(y)
      sum(count: mean.width, into: target) { columns.row(y) + $0 }
      for x in 0..<mean.width { target[x] *= scale }
    }
  }

  @inline(__always)
  private func sum(
    count: Int, into target: UnsafeMutablePointer<Float>, _ part: (Int) -> UnsafeMutablePointer<Float>
  ) {
    target.update(from: part(0), count: count)
    for index in 1..<window {
      let source = part(index)
      for x in 0..<count { target[x] += source[x] }
    }
  }

  private func select(row y: Int, variance: FloatPlane, means: [FloatPlane], into planes: [FloatPlane]) {
    let margin = window - 1
    let above = variance.row(y)
    let below = variance.row(y + margin)
    for (plane, mean) in zip(planes, means) {
      let meanAbove = mean.row(y)
      let meanBelow = mean.row(y + margin)
      let target = plane.row(y)
      for x in 0..<plane.width {
        var least = above[x]
        var value = meanAbove[x]
        value = above[x + margin] < least ? meanAbove[x + margin] : value
        least = above[x + margin] < least ? above[x + margin] : least
        value = below[x] < least ? meanBelow[x] : value
        least = below[x] < least ? below[x] : least
        target[x] = below[x + margin] < least ? meanBelow[x + margin] : value
      }
    }
  }
}
