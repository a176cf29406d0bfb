/// Brings an invented instance into the light of the place where it is put (the paper's future work).
///
/// Its brightness moves a third of the way to that of its surroundings, its contrast by the square root of the ratio within
/// limits, and its colours a little towards the surroundings' cast: a red car stays a red car at dusk.
struct ColourMatch {
  private static let brightness: Float = 0.3
  private static let cast: Float = 0.15
  private static let contrast: ClosedRange<Float> = 0.9...1.2

  /// The image, 0...1, in the light of the surroundings.
  /// - Parameter mask: which part of the image is meant.
  static func matched(_ image: FloatPicture, mask: FloatPicture, to surroundings: Surroundings?) -> FloatPicture {
    let plane = image.width * image.height
    guard let surroundings, image.channels == 3, mask.values.count == plane else { return image }
    var sums: [Float] = [0, 0, 0]
    var squares: Float = 0
    var count: Float = 0
    for pixel in 0..<plane where mask.values[pixel] > 0 {
      var grey: Float = 0
      for channel in 0..<3 {
        let level = image.values[channel * plane + pixel] * 255
        sums[channel] += level
        grey += level / 3
      }
      squares += grey * grey
      count += 1
    }
    guard count > 0 else { return image }
    let mean = sums.reduce(0, +) / (3 * count)
    let deviation = max(0, squares / count - mean * mean).squareRoot()
    let target = surroundings.mean.reduce(0, +) / 3
    let ratio = (surroundings.deviation / max(deviation, 1)).squareRoot()
    let gain = min(max(ratio, contrast.lowerBound), contrast.upperBound)
    var result = image
    for channel in 0..<3 {
      let shift = brightness * (target - mean) + cast * (surroundings.mean[channel] - target)
      for pixel in channel * plane..<(channel + 1) * plane {
        let level = (image.values[pixel] * 255 - mean) * gain + mean + shift
        result.values[pixel] = min(max(level / 255, 0), 1)
      }
    }
    return result
  }
}
