package import VeilMedia

/// Replaces every instance by a mosaic of few cells, each the average of what it covers.
///
/// At most six cells across the longer side leave no face to recognise and no plate to read, at any resolution. Each
/// cell is the average of all its samples in each plane: a cell in the colour of one of its pixels would be a
/// subsampled original.
package struct PixelateProtection: Protection {
  package let name = "pixelate"
  /// The most cells across the longer side of an instance, 1...6.
  package let cells: Int

  /// Cells are at least this many pixels high and wide, so that the mosaic of a tiny instance is not the instance
  /// itself.
  package static let minimumCell = 4

  /// - Throws: ``ProtectionError`` when `cells` is not 1...6.
  package init(cells: Int = 6) throws {
    guard (1...6).contains(cells) else {
      throw ProtectionError(.invalidOption, "pixelate takes 1 to 6 cells across an instance, not \(cells)")
    }
    self.cells = cells
  }

  package func apply(to canvas: inout FrameCanvas, from frame: VideoFrame, instances: [Instance]) throws {
    let format = frame.format
    let regions = instances.inPatchOrder().compactMap { format.grownToChromaGrid($0.region) }
    let painted = regions.flatMap {
      CellGrid(region: $0, format: format, cells: cells, minimumCell: Self.minimumCell).cells
    }
    guard !painted.isEmpty else { return }
    try canvas.paint(from: frame, with: CellPainter(format: format, cells: painted))
  }
}

private struct CellPainter: PlanePainter {
  let format: PictureFormat
  let cells: [PixelRect]

  func paint<Sample: FixedWidthInteger & UnsignedInteger>(
    plane: Int, from source: Plane<Sample>, onto target: Plane<Sample>
  ) {
    for cell in cells {
      let rect = format.samples(of: cell, inPlane: plane)
      CellKernels.fill(rect, with: CellKernels.mean(of: rect, in: source), in: target)
    }
  }
}
