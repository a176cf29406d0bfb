package import VeilMedia

/// A face and its mask.
package struct GradedFace: Sendable, Hashable {
  package let region: PixelRect
  package let mask: GaussianMask
  /// Whether the mask may not be undone: the strongest one is averaged as well.
  package let isSealed: Bool

  package init(region: PixelRect, mask: GaussianMask, isSealed: Bool) {
    self.region = region
    self.mask = mask
    self.isSealed = isSealed
  }

  /// How many values are left across the longer side of the face, by the mask's equivalent width and, where it is sealed,
  /// its averages.
  package var effectiveSamples: Double {
    let blended = Double(max(region.width, region.height)) / mask.equivalentWidth
    return isSealed ? min(blended, Double(RiskGrading.samples)) : blended
  }
}
