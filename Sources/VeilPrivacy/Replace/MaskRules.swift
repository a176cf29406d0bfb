internal import VeilMedia
internal import VeilVision

/// From a confidence map to a mask (inspire section V-C) that rather covers too much than too little.
struct MaskRules {
  /// Mean confidence inside a mask below which the network is not believed.
  static let leastMean: Float = 0.7
  /// Share of the box from which a mask tells an outline, even if it is too small to be believed to hide all.
  static let leastOutline = 0.15

  /// Rows and columns of the image.
  let side: Int
  /// Confidence from which a pixel is the instance's.
  let threshold: Float
  /// Pixels by which masks grow on each side.
  let dilation: Int
  /// Share of the box below which a mask is not believed.
  let leastShare: Double
  private let outlines: ImageModelManifest.Outline

  /// - Parameters:
  ///   - side: rows and columns of the image.
  ///   - manifest: what the network's says of masks.
  init(side: Int, _ manifest: ImageModelManifest) {
    let largest = manifest.sizes.max() ?? side
    self.side = side
    threshold = manifest.confidence ?? 0.5
    dilation = ((manifest.dilation ?? (largest + 63) / 64) * side + largest - 1) / largest
    leastShare = manifest.leastShare ?? 0.2
    outlines = manifest.outline ?? .edges
  }

  /// 1 for pixels of the instance, 0 elsewhere.
  ///
  /// The confidence is rounded, and grown by ``dilation``. Where the network is unsure or finds hardly anything, the
  /// mask is the whole box. Faces and plates always belong to it.
  /// - Parameter confidence: `side × side` values, 0...1.
  func mask(_ confidence: ArraySlice<Float>, _ facts: InstanceBatch.Facts) -> [Float] {
    masks(confidence, facts).hidden
  }

  /// The mask, and what of it the network has seen.
  /// - Returns: what is to be hidden; the rounded confidence, nil if it tells no outline; true if the box is hidden instead.
  func masks(
    _ confidence: ArraySlice<Float>, _ facts: InstanceBatch.Facts
  ) -> (hidden: [Float], seen: [Float]?, isWholeBox: Bool) {
    let seen = rounded(confidence, in: facts.content)
    let tellsOutline = !facts.isTiny && isBelievable(seen, confidence, facts.content, leastShare: Self.leastOutline)
    let isWholeBox = !tellsOutline || !isBelievable(seen, confidence, facts.content, leastShare: leastShare)
    var mask = seen
    if isWholeBox {
      fill(facts.content, in: &mask)
    } else {
      mask = dilated(mask, in: facts.content)
      for mark in facts.marks {
        if let mark = mark.clipped(toWidth: side, height: side) { fill(mark, in: &mask) }
      }
    }
    return (mask, tellsOutline ? seen : nil, isWholeBox)
  }

  /// What of a mask is the invented instance.
  /// - Parameters:
  ///   - seen: the rounded confidence.
  ///   - image: red, green and blue of the single-instance image, 0...1.
  func outline(of seen: [Float], image: ArraySlice<Float>, _ facts: InstanceBatch.Facts) -> [Float] {
    switch outlines {
    case .edges: OutlineFinder(side: side).outline(of: seen, image: image, facts)
    case .mask: dilated(seen, in: facts.content)
    }
  }

  /// 1 where the network sees the instance, 0 elsewhere.
  func rounded(_ confidence: ArraySlice<Float>, in content: PixelRect) -> [Float] {
    var mask = [Float](repeating: 0, count: side * side)
    for y in content.y..<content.y + content.height {
      for x in content.x..<content.x + content.width {
        // A value that is no number counts as sure.
        let value = confidence[confidence.startIndex + y * side + x]
        mask[y * side + x] = value < threshold ? 0 : 1
      }
    }
    return mask
  }

  private func isBelievable(
    _ mask: [Float], _ confidence: ArraySlice<Float>, _ content: PixelRect, leastShare: Double
  ) -> Bool {
    var sum: Float = 0
    var count = 0
    for (set, value) in zip(mask, confidence) where set > 0 {
      sum += value
      count += 1
    }
    return Double(count) >= leastShare * Double(content.area) && sum >= Self.leastMean * Float(count)
  }

  /// Grown by a square, row by row and then column by column, inside the box.
  private func dilated(_ mask: [Float], in content: PixelRect) -> [Float] {
    let rows = spread(mask, in: content, step: 1)
    return spread(rows, in: content, step: side)
  }

  private func spread(_ mask: [Float], in content: PixelRect, step: Int) -> [Float] {
    var result = mask
    let columns = content.x..<content.x + content.width
    let rows = content.y..<content.y + content.height
    for y in rows {
      for x in columns where mask[y * side + x] > 0 {
        let (place, range) = step == 1 ? (x, columns) : (y, rows)
        let from = max(range.lowerBound, place - dilation) - place
        let to = min(range.upperBound - 1, place + dilation) - place
        for offset in from...to { result[y * side + x + offset * step] = 1 }
      }
    }
    return result
  }

  private func fill(_ rectangle: PixelRect, in mask: inout [Float]) {
    for y in rectangle.y..<rectangle.y + rectangle.height {
      for x in rectangle.x..<rectangle.x + rectangle.width { mask[y * side + x] = 1 }
    }
  }
}
