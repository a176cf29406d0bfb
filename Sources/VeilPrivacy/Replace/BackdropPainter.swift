internal import VeilMedia

/// Paints background over originals, as if nobody had been there, before invented instances are painted upon it.
///
/// The background is carried in from around the masks (``HoleFill``): from pixels that stay as they are in the output, so
/// that nothing of an original can be told from it. Masks may then be as large as safety wants, and outlines as slim as the
/// invented instance: between the two is neither original nor halo.
struct BackdropPainter: PlanePainter {
  /// A part of the picture with patches that are near to each other.
  private struct Window {
    var region: PixelRect
    var patches: [InstancePatch]
  }

  private let format: PictureFormat
  private let windows: [Window]
  /// Regions in which nothing is background, although no patch covers them.
  private let hidden: [PixelRect]

  init(format: PictureFormat, patches: [InstancePatch], hidden: [PixelRect]) {
    self.format = format
    self.hidden = hidden.compactMap(format.grownToChromaGrid)
    windows = patches.reduce(into: []) { windows, patch in
      guard let region = Self.surrounded(patch.region, in: format) else { return }
      var merged = Window(region: region, patches: [patch])
      while let index = windows.firstIndex(where: { $0.region.touches(merged.region) }) {
        let other = windows.remove(at: index)
        merged = Window(region: other.region.union(merged.region), patches: other.patches + merged.patches)
      }
      windows.append(merged)
    }
  }

  /// A box with enough background around it to carry in.
  private static func surrounded(_ region: PixelRect, in format: PictureFormat) -> PixelRect? {
    let margin = max(8, max(region.width, region.height) / 8)
    return format.grownToChromaGrid(region.widened(by: margin))
  }

  func paint<Sample: FixedWidthInteger & UnsignedInteger>(
    plane: Int, from source: Plane<Sample>, onto target: Plane<Sample>
  ) {
    for window in windows { paint(window, plane, from: source, onto: target) }
  }

  private func paint<Sample: FixedWidthInteger & UnsignedInteger>(
    _ window: Window, _ plane: Int, from source: Plane<Sample>, onto target: Plane<Sample>
  ) {
    let area = format.samples(of: window.region, inPlane: plane)
    let shares = shares(of: window, area, plane)
    var weights = shares.map { $0 > 0 ? 0 : 1 as Float }
    for region in hidden where region.touches(window.region) {
      fill(&weights, format.samples(of: region, inPlane: plane), area)
    }
    var values: [Float] = []
    values.reserveCapacity(area.area)
    for y in 0..<area.height {
      let row = source.row(area.y + y) + area.x
      for x in 0..<area.width { values.append(Float(row[x])) }
    }
    let limit = Float(format.sampleLimit)
    let filled = HoleFill(values, weights: weights, width: area.width, height: area.height).filled(
      otherwise: limit / 2)
    for y in 0..<area.height {
      let row = target.row(area.y + y) + area.x
      for x in 0..<area.width {
        let index = y * area.width + x
        guard shares[index] > 0 else { continue }
        let value = filled[index] * shares[index] + Float(row[x]) * (1 - shares[index])
        row[x] = Sample(truncatingIfNeeded: Int(min(max(value + 0.5, 0), limit)))
      }
    }
  }

  /// How much of each sample is covered: a sample that belongs to several pixels, as the most covered of them.
  private func shares(of window: Window, _ area: PixelRect, _ plane: Int) -> [Float] {
    let isChroma = format.isChroma(plane)
    let (shiftX, shiftY) = isChroma ? (format.chromaShiftX, format.chromaShiftY) : (0, 0)
    var shares = [Float](repeating: 0, count: area.area)
    for patch in window.patches {
      let region = patch.region
      for y in 0..<region.height {
        let row = (((region.y + y) >> shiftY) - area.y) * area.width - area.x
        for x in 0..<region.width {
          let place = row + ((region.x + x) >> shiftX)
          shares[place] = max(shares[place], patch.cover[y * region.width + x])
        }
      }
    }
    return shares
  }

  private func fill(_ weights: inout [Float], _ region: PixelRect, _ area: PixelRect) {
    for y in max(region.y, area.y)..<max(region.y, area.y, min(region.y + region.height, area.y + area.height)) {
      let row = (y - area.y) * area.width - area.x
      for x in max(region.x, area.x)..<max(region.x, area.x, min(region.x + region.width, area.x + area.width)) {
        weights[row + x] = 0
      }
    }
  }
}

extension PixelRect {
  /// The smallest rectangle around both.
  func union(_ other: PixelRect) -> PixelRect {
    let (left, top) = (min(x, other.x), min(y, other.y))
    return PixelRect(
      x: left, y: top, width: max(x + width, other.x + other.width) - left,
      height: max(y + height, other.y + other.height) - top)
  }
}
