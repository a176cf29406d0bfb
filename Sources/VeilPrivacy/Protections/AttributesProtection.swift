package import VeilMedia
package import VeilVision

/// Smears faces and licence plates and nothing else: the job of Dashcam Cleaner, the paper's baseline for protection of
/// single attributes.
///
/// Instances of other categories are left as they are, so a person or car is hidden only where a face or plate was
/// found on it. The paper shows how little that protects against re-identification (15 to 30 % thwarted); it is for
/// films that need every other detail.
///
/// It looks like a strong blur and is a mosaic: each plane is averaged to at most six cells across the longer side of
/// the region, as many as ``PixelateProtection`` would make, and drawn from them bilinearly. What the cells' averages
/// do not say cannot be found again, which is not true of a Gaussian (see ``BlurProtection``). Cells grow with the
/// region.
package struct AttributesProtection: Protection {
  package let name = "attributes"
  /// What the method hides.
  package static let categories: Set<Category> = [.face, .plate]
  /// The most cells across the longer side.
  package static let cells = 6

  private let filters = FilterCache()
  private let pool = ScratchPool()

  package init() {}

  package func apply(to canvas: inout FrameCanvas, from frame: VideoFrame, instances: [Instance]) throws {
    let format = frame.format
    let regions = instances.filter { Self.categories.contains($0.category) }.inPatchOrder()
      .compactMap { format.grownToChromaGrid($0.region) }
    guard !regions.isEmpty else { return }
    try pool.withScratch { scratch in
      try canvas.paint(
        from: frame, with: SmearPainter(format: format, regions: regions, filters: filters, scratch: scratch))
    }
  }
}

private struct SmearPainter: PlanePainter {
  let format: PictureFormat
  let regions: [PixelRect]
  let filters: FilterCache
  let scratch: Scratch

  func paint<Sample: FixedWidthInteger & UnsignedInteger>(
    plane: Int, from source: Plane<Sample>, onto target: Plane<Sample>
  ) {
    for region in regions {
      let rect = format.samples(of: region, inPlane: plane)
      let cells = CellGrid.counts(
        for: region, cells: AttributesProtection.cells, minimumCell: PixelateProtection.minimumCell)
      let resampler = SeparableResampler(
        horizontal: plan(for: rect.width, cells: cells.columns), vertical: plan(for: rect.height, cells: cells.rows))
      resampler.apply(from: source, rect, to: target, rect, limit: Float(format.sampleLimit), scratch: scratch)
    }
  }

  private func plan(for length: Int, cells: Int) -> AxisPlan {
    let cells = min(cells, length)
    guard cells < length else { return AxisPlan() }
    return AxisPlan(
      shrink: filters.filter(.areaAverage, from: length, to: cells),
      expand: filters.filter(.bilinear, from: cells, to: length))
  }
}
