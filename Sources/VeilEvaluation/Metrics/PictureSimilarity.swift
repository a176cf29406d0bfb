internal import Foundation

/// How alike two pictures of one size are.
package struct PictureSimilarity: Sendable, Hashable, Codable {
  /// Peak signal-to-noise ratio over all channels in decibels; nil for equal pictures.
  package let psnr: Double?
  /// Structural similarity of the luma (Wang et al., IEEE TIP 2004): Gaussian windows of 11×11 with deviation 1.5 inside
  /// the picture, K1 0.01, K2 0.03.
  package let ssim: Double

  /// - Throws: ``EvaluationError`` when sizes differ or a side is below 11 pixels.
  package init(_ first: BGRPicture, _ second: BGRPicture) throws {
    guard first.width == second.width, first.height == second.height, min(first.width, first.height) >= 11 else {
      throw EvaluationError(
        .picture,
        "pictures of \(first.width)×\(first.height) and \(second.width)×\(second.height) cannot be compared; they must be "
          + "of one size of at least 11×11")
    }
    let squares = zip(first.bytes, second.bytes).reduce(0.0) { sum, pair in
      let difference = Double(pair.0) - Double(pair.1)
      return sum + difference * difference
    }
    let mean = squares / Double(first.bytes.count)
    psnr = mean > 0 ? 10 * log10(255 * 255 / mean) : nil
    ssim = Self.ssim(first.luma, second.luma, width: first.width, height: first.height)
  }

  private static func ssim(_ x: [Double], _ y: [Double], width: Int, height: Int) -> Double {
    let filter = { (values: [Double]) in filtered(values, width: width, height: height) }
    let (meanX, meanY) = (filter(x), filter(y))
    let (squareX, squareY) = (filter(x.map { $0 * $0 }), filter(y.map { $0 * $0 }))
    let product = filter(x.indices.map { x[$0] * y[$0] })
    let (c1, c2) = (2.55 * 2.55, 7.65 * 7.65)
    let sum = meanX.indices.reduce(0.0) { sum, index in
      let (mx, my) = (meanX[index], meanY[index])
      let variances: Double = squareX[index] - mx * mx + squareY[index] - my * my
      let covariance: Double = product[index] - mx * my
      let alike: Double = (2 * mx * my + c1) * (2 * covariance + c2)
      let most: Double = (mx * mx + my * my + c1) * (variances + c2)
      return sum + alike / most
    }
    return sum / Double(meanX.count)
  }

  /// Gaussian means of all windows that lie inside.
  private static func filtered(_ values: [Double], width: Int, height: Int) -> [Double] {
    let columns = width - kernel.count + 1
    let rows = height - kernel.count + 1
    var across = [Double](repeating: 0, count: columns * height)
    for y in 0..<height {
      for x in 0..<columns {
        for (offset, weight) in kernel.enumerated() {
          across[y * columns + x] += weight * values[y * width + x + offset]
        }
      }
    }
    var result = [Double](repeating: 0, count: columns * rows)
    for y in 0..<rows {
      for (offset, weight) in kernel.enumerated() {
        for x in 0..<columns { result[y * columns + x] += weight * across[(y + offset) * columns + x] }
      }
    }
    return result
  }

  private static let kernel: [Double] = {
    let weights = (-5...5).map { (offset: Int) -> Double in exp(-Double(offset * offset) / 4.5) }
    let sum = weights.reduce(0, +)
    return weights.map { $0 / sum }
  }()
}

extension BGRPicture {
  /// Brightness by BT.601, 0...255.
  var luma: [Double] {
    (0..<width * height).map { index -> Double in
      let blue = 0.114 * Double(bytes[3 * index])
      let green = 0.587 * Double(bytes[3 * index + 1])
      let red = 0.299 * Double(bytes[3 * index + 2])
      return blue + green + red
    }
  }
}
