package import VeilMedia

/// Masks faces by the risk that a registry holds of them (the risk paper). As a protection like any other it gives every
/// face the strongest mask; ``paint(_:onto:from:)`` gives each its own.
///
/// **Depth.** The paper's fixed kernel hides a small face and not a large one, so the mask grows with the face
/// (``RiskGrading/referenceSide``) unless an option says otherwise. **Sealing.** A Gaussian is linear and its kernel is
/// known, so that a patient attacker can undo much of it (see ``BlurProtection``); the strongest mask is therefore also
/// averaged to ``RiskGrading/samples`` values along each axis. Weaker masks are meant to show something and are the
/// paper's plain Gaussians.
package struct RiskProtection: Protection {
  package let name = "risk"
  package let grading: RiskGrading
  private let plans = MaskPlans()
  private let pool = ScratchPool()

  package init(grading: RiskGrading = RiskGrading()) { self.grading = grading }

  package func apply(to canvas: inout FrameCanvas, from frame: VideoFrame, instances: [Instance]) throws {
    try paint(instances.inPatchOrder().map { graded($0, nil) }, onto: &canvas, from: frame)
  }

  /// The face of a subject, or of nobody who is known, with the mask for its size.
  package func graded(_ instance: Instance, _ subject: RiskSubject?) -> GradedFace {
    let base = grading.mask(of: subject)
    let side = max(instance.region.width, instance.region.height)
    return GradedFace(
      region: instance.region, mask: grading.mask(base, forSide: side),
      isSealed: grading.scalesWithFace && base == grading.strongest)
  }

  /// Paints faces in the order in which they are given.
  package func paint(_ faces: [GradedFace], onto canvas: inout FrameCanvas, from frame: VideoFrame) throws {
    let format = frame.format
    let grown = faces.compactMap { face in
      format.grownToChromaGrid(face.region).map { GradedFace(region: $0, mask: face.mask, isSealed: face.isSealed) }
    }
    guard !grown.isEmpty else { return }
    try pool.withScratch { scratch in
      try canvas.paint(from: frame, with: MaskPainter(format: format, faces: grown, plans: plans, scratch: scratch))
    }
  }
}

private struct MaskPainter: PlanePainter {
  let format: PictureFormat
  let faces: [GradedFace]
  let plans: MaskPlans
  let scratch: Scratch

  func paint<Sample: FixedWidthInteger & UnsignedInteger>(
    plane: Int, from source: Plane<Sample>, onto target: Plane<Sample>
  ) {
    for face in faces {
      let rect = format.samples(of: face.region, inPlane: plane)
      let resampler = SeparableResampler(
        horizontal: plan(face, rect.width, of: face.region.width),
        vertical: plan(face, rect.height, of: face.region.height))
      resampler.apply(from: source, rect, to: target, rect, limit: Float(format.sampleLimit), scratch: scratch)
    }
  }

  /// Subsampled chroma gets the kernel that covers the same part of the face.
  private func plan(_ face: GradedFace, _ samples: Int, of pixels: Int) -> AxisPlan {
    let share = Double(samples) / Double(max(1, pixels))
    let mask =
      share < 1
      ? GaussianMask(
        kernelSize: Int((Double(face.mask.kernelSize) * share).rounded(.up)), sigma: face.mask.sigma * share)
      : face.mask
    return plans.plan(
      MaskPlans.Key(length: samples, mask: mask, samples: face.isSealed ? RiskGrading.samples : nil))
  }
}
