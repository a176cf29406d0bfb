/// Canny's edges of a picture of levels, pixel by pixel as OpenCV finds them: `cvtColor` to grey, `GaussianBlur`, `Canny`
/// with an aperture of 3 and the sum of both gradients as their strength.
struct CannyEdges {
  /// Strength above which a pixel may continue an edge.
  static let low: Int32 = 100
  /// Strength above which a pixel begins one.
  static let high: Int32 = 200

  private let width: Int
  private let height: Int

  /// - Precondition: both are positive.
  init(width: Int, height: Int) {
    precondition(width > 0 && height > 0)
    self.width = width
    self.height = height
  }

  /// 1 on edges, 0 elsewhere.
  /// - Parameters:
  ///   - grey: `height × width` levels.
  ///   - filter: the blur before.
  func edges(of grey: [UInt8], filter: EdgeFilter) -> [Float] {
    precondition(grey.count == width * height)
    return traced(gradients(of: filter.kernelSize == 0 ? grey : blurred(grey, filter)))
  }

  /// Grey levels of red, green and blue, in OpenCV's whole numbers.
  static func grey(red: UInt8, green: UInt8, blue: UInt8) -> UInt8 {
    UInt8(truncatingIfNeeded: (Int32(red) * 9798 + Int32(green) * 19235 + Int32(blue) * 3735 + 16384) >> 15)
  }

  /// In multiples of 1/256 along each axis, rounded once.
  private func blurred(_ grey: [UInt8], _ filter: EdgeFilter) -> [UInt8] {
    let weights = GaussianCoefficients.fixedPoint(
      size: filter.kernelSize, sigma: filter.standardDeviation, bits: 8
    ).map { Int32($0 * 256) }
    let columns = Self.mirrored(count: width, radius: weights.count / 2)
    let rows = Self.mirrored(count: height, radius: weights.count / 2)
    var across = [Int32](repeating: 0, count: grey.count)
    for y in 0..<height {
      for x in 0..<width {
        var sum: Int32 = 0
        for (tap, weight) in weights.enumerated() { sum &+= weight &* Int32(grey[y * width + columns[x + tap]]) }
        across[y * width + x] = sum
      }
    }
    var result = [UInt8](repeating: 0, count: grey.count)
    var sums = [Int32](repeating: 0, count: width)
    for y in 0..<height {
      for x in 0..<width { sums[x] = 32768 }
      for (tap, weight) in weights.enumerated() {
        let row = rows[y + tap] * width
        for x in 0..<width { sums[x] &+= weight &* across[row + x] }
      }
      for x in 0..<width { result[y * width + x] = UInt8(truncatingIfNeeded: sums[x] >> 16) }
    }
    return result
  }

  /// Where taps beyond the border are read: mirrored without repeating the outermost pixel.
  private static func mirrored(count: Int, radius: Int) -> [Int] {
    (-radius..<count + radius).map { index in
      guard count > 1 else { return 0 }
      let period = 2 * (count - 1)
      let offset = ((index % period) + period) % period
      return offset < count ? offset : period - offset
    }
  }

  private struct Gradients {
    var across: [Int32]
    var down: [Int32]
    /// With a border of zeros, one pixel wide.
    var strength: [Int32]
  }

  /// Sobel's gradients, pixels at the border repeated.
  private func gradients(of grey: [UInt8]) -> Gradients {
    var result = Gradients(
      across: [Int32](repeating: 0, count: grey.count), down: [Int32](repeating: 0, count: grey.count),
      strength: [Int32](repeating: 0, count: (width + 2) * (height + 2)))
    for y in 0..<height {
      let above = max(y - 1, 0) * width
      let here = y * width
      let below = min(y + 1, height - 1) * width
      for x in 0..<width {
        let left = max(x - 1, 0)
        let right = min(x + 1, width - 1)
        let topLeft = Int32(grey[above + left])
        let topRight = Int32(grey[above + right])
        let bottomLeft = Int32(grey[below + left])
        let bottomRight = Int32(grey[below + right])
        let across =
          topRight - topLeft + bottomRight - bottomLeft + 2 * (Int32(grey[here + right]) - Int32(grey[here + left]))
        let down =
          bottomLeft - topLeft + bottomRight - topRight + 2 * (Int32(grey[below + x]) - Int32(grey[above + x]))
        result.across[here + x] = across
        result.down[here + x] = down
        result.strength[(y + 1) * (width + 2) + x + 1] = abs(across) + abs(down)
      }
    }
    return result
  }

  /// Keeps what is strongest across its edge, and of that what hangs together with something strong.
  private func traced(_ gradients: Gradients) -> [Float] {
    let stride = width + 2
    // 0 none, 1 perhaps, 2 edge.
    var kinds = [UInt8](repeating: 0, count: stride * (height + 2))
    var pending: [Int] = []
    for y in 0..<height {
      for x in 0..<width {
        let place = (y + 1) * stride + x + 1
        let strength = gradients.strength[place]
        guard strength > Self.low, isPeak(gradients, y * width + x, place, stride) else { continue }
        kinds[place] = strength > Self.high ? 2 : 1
        if strength > Self.high { pending.append(place) }
      }
    }
    while let place = pending.popLast() {
      for neighbour in [
        place - stride - 1, place - stride, place - stride + 1, place - 1, place + 1, place + stride - 1,
        place + stride, place + stride + 1,
      ] where kinds[neighbour] == 1 {
        kinds[neighbour] = 2
        pending.append(neighbour)
      }
    }
    return (0..<width * height).map { kinds[($0 / width + 1) * stride + $0 % width + 1] == 2 ? 1 : 0 }
  }

  /// True if a pixel is stronger than its neighbours in the gradient's direction, which is one of four.
  private func isPeak(_ gradients: Gradients, _ index: Int, _ place: Int, _ stride: Int) -> Bool {
    let strength = gradients.strength
    let (across, down) = (gradients.across[index], gradients.down[index])
    let steepness = Int(abs(down)) << 15
    // tan 22.5° in multiples of 2^-15.
    let flat = Int(abs(across)) * 13573
    if steepness < flat {
      return strength[place] > strength[place - 1] && strength[place] >= strength[place + 1]
    }
    if steepness > flat + Int(abs(across)) << 16 {
      return strength[place] > strength[place - stride] && strength[place] >= strength[place + stride]
    }
    let turn = (across ^ down) < 0 ? -1 : 1
    return strength[place] > strength[place - stride - turn] && strength[place] > strength[place + stride + turn]
  }
}
