package import VeilMedia

/// Paints every instance in one colour: nothing of it is left but its place and size.
package struct SolidProtection: Protection {
  package let name = "solid"
  package let color: SolidColor

  package init(color: SolidColor = .black) { self.color = color }

  package func apply(to canvas: inout FrameCanvas, from frame: VideoFrame, instances: [Instance]) throws {
    let format = frame.format
    let regions = instances.compactMap { format.grownToChromaGrid($0.region) }
    guard !regions.isEmpty else { return }
    let values = color.samples(in: format, ColourEncoding(frame))
    try canvas.paint(from: frame, with: SolidPainter(format: format, regions: regions, values: values))
  }
}

private struct SolidPainter: PlanePainter {
  let format: PictureFormat
  let regions: [PixelRect]
  let values: [Int]

  func paint<Sample: FixedWidthInteger & UnsignedInteger>(
    plane: Int, from source: Plane<Sample>, onto target: Plane<Sample>
  ) {
    for region in regions {
      CellKernels.fill(
        format.samples(of: region, inPlane: plane), with: Sample(truncatingIfNeeded: values[plane]), in: target)
    }
  }
}
