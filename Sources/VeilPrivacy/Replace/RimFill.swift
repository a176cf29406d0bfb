/// Carries an image's colours out over the rim of its mask.
///
/// A generator is free to draw anything outside of the mask. Scaling and fading would mix some of it in, as a light or
/// dark halo.
enum RimFill {
  /// Pixels that are filled on each side.
  private static let reach = 6

  /// The image with every pixel near the mask in the mean colour of its neighbours that are in it or were filled before.
  static func filled(_ image: FloatPicture, mask: FloatPicture) -> FloatPicture {
    let (width, height) = (image.width, image.height)
    let plane = width * height
    guard mask.values.count == plane else { return image }
    var result = image
    var isSet = mask.values.map { $0 > 0 }
    for _ in 0..<reach {
      var added: [Int] = []
      for place in 0..<plane where !isSet[place] {
        let (x, y) = (place % width, place / width)
        let neighbours = [
          x > 0 ? place - 1 : place, x + 1 < width ? place + 1 : place, y > 0 ? place - width : place,
          y + 1 < height ? place + width : place,
        ].filter { isSet[$0] }
        guard !neighbours.isEmpty else { continue }
        for channel in 0..<image.channels {
          let sum = neighbours.reduce(Float(0)) { $0 + result.values[channel * plane + $1] }
          result.values[channel * plane + place] = sum / Float(neighbours.count)
        }
        added.append(place)
      }
      for place in added { isSet[place] = true }
    }
    return result
  }
}
