/// Carries an image's colours out over the rim of its outline.
///
/// A generator has learned from outlines that were a little too large: at the rim it draws some background, and beyond it
/// anything at all. Scaling and fading would mix that in, as a light or dark halo.
enum RimFill {
  /// Pixels that are filled on each side.
  private static let reach = 6

  /// The image with every pixel near the innermost part of the outline in the mean colour of its neighbours that are in it
  /// or were filled before.
  static func filled(_ image: FloatPicture, outline: FloatPicture) -> FloatPicture {
    let (width, height) = (image.width, image.height)
    let plane = width * height
    guard outline.values.count == plane else { return image }
    let shape = outline.values.map { $0 > 0 ? 1 : 0 } as [UInt8]
    let inner = SquareFilter.minimum(shape, width: width, height: height, radius: max(1, max(width, height) / 64))
    // 0 nothing yet, 1 known.
    var known = inner.contains(1) ? inner : shape
    var result = image
    for _ in 0..<reach {
      var added: [Int] = []
      for place in 0..<plane where known[place] == 0 {
        let (x, y) = (place % width, place / width)
        var count: Float = 0
        var sums = SIMD4<Float>()
        func add(_ neighbour: Int) {
          guard known[neighbour] == 1 else { return }
          count += 1
          for channel in 0..<min(image.channels, 4) { sums[channel] += result.values[channel * plane + neighbour] }
        }
        if x > 0 { add(place - 1) }
        if x + 1 < width { add(place + 1) }
        if y > 0 { add(place - width) }
        if y + 1 < height { add(place + width) }
        guard count > 0 else { continue }
        for channel in 0..<min(image.channels, 4) { result.values[channel * plane + place] = sums[channel] / count }
        added.append(place)
      }
      for place in added { known[place] = 1 }
    }
    return result
  }
}
