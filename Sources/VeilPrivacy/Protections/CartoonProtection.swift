package import VeilMedia

/// Draws the whole frame as a cartoon, whether or not something was found in it: the role of SecGAN in the paper, and a
/// proxy for it where a result depends on a learned style.
///
/// The picture is averaged down to `detail` samples along its longer side, smoothed twice by a Kuwahara filter of 4×4
/// windows, reduced to a few tones with dark outlines, and drawn back at full size. **Everything that is seen has
/// passed through that small picture**. With the default of 320, writing whose strokes are thinner than 1/150 of the
/// frame's longer side (8 pixels at 1280×720) loses at least seven eighths of its contrast, and strokes of 1/100 four
/// fifths. What fills more of the frame stays recognisable, and so do shapes and colours: the paper finds that such a
/// style hardly hinders re-identification of cars. Give faces and plates another method where that matters.
package struct CartoonProtection: Protection {
  package let name = "cartoon"
  package var paintsEveryFrame: Bool { true }
  /// Samples along the longer side of the small picture, 32...640; never more than half of the frame's.
  package let detail: Int

  private let filters = FilterCache()
  private let pool = ScratchPool()

  /// - Throws: ``ProtectionError`` when `detail` is not 32...640.
  package init(detail: Int = 320) throws {
    guard (32...640).contains(detail) else {
      throw ProtectionError(.invalidOption, "cartoon keeps 32 to 640 samples along the longer side, not \(detail)")
    }
    self.detail = detail
  }

  package func apply(to canvas: inout FrameCanvas, from frame: VideoFrame, instances: [Instance]) throws {
    let format = frame.format
    let size = drawingSize(for: format)
    try pool.withScratch { scratch in
      let drawing = CartoonDrawing(of: frame, width: size.width, height: size.height, scratch: scratch)
      try canvas.paint(from: frame, with: CartoonReader(drawing: drawing, filters: filters))
      drawing.stylise()
      try canvas.paint(from: frame, with: CartoonWriter(drawing: drawing, filters: filters))
    }
  }

  private func drawingSize(for format: PictureFormat) -> (width: Int, height: Int) {
    let longer = max(format.width, format.height)
    let kept = max(1, min(detail, longer / 2))
    return (max(1, format.width * kept / longer), max(1, format.height * kept / longer))
  }
}

private struct CartoonReader: PlanePainter {
  let drawing: CartoonDrawing
  let filters: FilterCache

  func paint<Sample: FixedWidthInteger & UnsignedInteger>(
    plane: Int, from source: Plane<Sample>, onto target: Plane<Sample>
  ) {
    let horizontal = filters.shrinkingPlan(from: source.width, to: drawing.width)
    let vertical = filters.shrinkingPlan(from: source.height, to: drawing.height)
    var stage = SeparableResampler.Stage(scratch: drawing.scratch)
    stage.load(
      source, PixelRect(x: 0, y: 0, width: source.width, height: source.height), shrinking: vertical.shrink)
    stage.filter(horizontal: horizontal, verticalCore: vertical.core)
    drawing.keep(stage.plane, as: plane)
  }
}

private struct CartoonWriter: PlanePainter {
  let drawing: CartoonDrawing
  let filters: FilterCache

  func paint<Sample: FixedWidthInteger & UnsignedInteger>(
    plane: Int, from source: Plane<Sample>, onto target: Plane<Sample>
  ) {
    var stage = SeparableResampler.Stage(scratch: drawing.scratch)
    stage.load(drawing.planes[plane])
    stage.filter(
      horizontal: filters.growingPlan(from: drawing.width, to: target.width), verticalCore: nil)
    stage.store(
      expanding: filters.growingPlan(from: drawing.height, to: target.height).expand,
      limit: Float(drawing.format.sampleLimit), to: target,
      PixelRect(x: 0, y: 0, width: target.width, height: target.height))
  }
}
