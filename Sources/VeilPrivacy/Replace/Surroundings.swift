internal import VeilMedia

/// The light around an instance: mean colour and contrast of a ring outside of its box. Nothing inside any box is looked
/// at, so nothing of an original can be told from it.
struct Surroundings: Sendable, Hashable {
  /// Mean levels of red, green and blue, 0...255.
  let mean: [Float]
  /// Standard deviation of the brightness, in levels.
  let deviation: Float

  /// Fewer pixels say nothing.
  private static let fewest = 32
  /// About as many pixels are read.
  private static let most = 4000

  /// - Parameters:
  ///   - region: the instance's box.
  ///   - boxes: every box of the frame.
  /// - Returns: nil if too little is left around the box.
  init?(of region: PixelRect, avoiding boxes: [PixelRect], in reader: FrameReader) throws {
    let format = reader.frame.format
    let width = min(max(max(region.width, region.height) / 8, 4), 32)
    let wide = PixelRect(
      x: region.x - width, y: region.y - width, width: region.width + 2 * width, height: region.height + 2 * width)
    guard let ring = wide.clipped(toWidth: format.width, height: format.height) else { return nil }
    let nearby = boxes.filter {
      $0.x < ring.x + ring.width && ring.x < $0.x + $0.width && $0.y < ring.y + ring.height
        && ring.y < $0.y + $0.height
    }
    let step = max(1, Int((Double(ring.area) / Double(Self.most)).squareRoot()))
    var sums: [Float] = [0, 0, 0]
    var squares: Float = 0
    var count: Float = 0
    for y in stride(from: ring.y, to: ring.y + ring.height, by: step) {
      let free = Self.gaps(of: nearby, row: y, in: ring)
      for span in free {
        let row = try reader.levels(of: PixelRect(x: span.lowerBound, y: y, width: span.count, height: 1))
        for x in stride(from: 0, to: span.count, by: step) {
          let colour = (0..<3).map { Float(row.levels[$0 * span.count + x]) }
          let grey = (colour[0] + colour[1] + colour[2]) / 3
          for channel in 0..<3 { sums[channel] += colour[channel] }
          squares += grey * grey
          count += 1
        }
      }
    }
    guard count >= Float(Self.fewest) else { return nil }
    mean = sums.map { $0 / count }
    let grey = (mean[0] + mean[1] + mean[2]) / 3
    deviation = max(0, squares / count - grey * grey).squareRoot()
  }

  /// The parts of a row that no box covers.
  private static func gaps(of boxes: [PixelRect], row y: Int, in ring: PixelRect) -> [Range<Int>] {
    let spans = boxes.filter { $0.y <= y && y < $0.y + $0.height }.sorted { $0.x < $1.x }
    var gaps: [Range<Int>] = []
    var x = ring.x
    for span in spans {
      if span.x > x { gaps.append(x..<min(span.x, ring.x + ring.width)) }
      x = max(x, span.x + span.width)
    }
    if x < ring.x + ring.width { gaps.append(x..<ring.x + ring.width) }
    return gaps.filter { !$0.isEmpty }
  }
}
