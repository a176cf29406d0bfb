/// Pictures of samples, channel after channel, row after row, that are turned by quarters.
struct QuarterTurn<Value> {
  private let values: [Value]
  private let width: Int
  private let height: Int

  /// - Precondition: there are `width × height` values for every channel.
  init(_ values: [Value], width: Int, height: Int) {
    precondition(width > 0 && height > 0 && values.count % (width * height) == 0)
    self.values = values
    self.width = width
    self.height = height
  }

  /// The values after clockwise turns of a quarter each; after an odd number rows are as long as columns were.
  func turned(_ quarters: Int) -> [Value] {
    let quarters = quarters & 3
    guard quarters != 0 else { return values }
    var result: [Value] = []
    result.reserveCapacity(values.count)
    for plane in stride(from: 0, to: values.count, by: width * height) {
      switch quarters {
      case 1:
        for x in 0..<width { for y in (0..<height).reversed() { result.append(values[plane + y * width + x]) } }
      case 2: result += values[plane..<plane + width * height].reversed()
      default:
        for x in (0..<width).reversed() { for y in 0..<height { result.append(values[plane + y * width + x]) } }
      }
    }
    return result
  }
}
