package import VeilMedia
package import VeilVision

/// Blurs faces and licence plates and nothing else: the job of Dashcam Cleaner, the paper's baseline for protection of
/// single attributes.
///
/// Instances of other categories are left as they are, so a person or car is hidden only where a face or plate was found
/// on it. The paper shows how little that protects against re-identification (15 to 30 % thwarted); it is for films that
/// need every other detail.
///
/// The blur is stronger than ``BlurProtection``'s default, because a plate is read where a car is merely recognised: a
/// kernel of 105 with SD 21 at 256×256, a Gaussian that has faded before it is cut off. It grows with the region, and
/// leaves 3.5 independent averages along an axis (``effectiveSamples``).
package struct AttributesProtection: Protection {
  package let name = "attributes"
  /// What the method hides.
  package static let categories: Set<Category> = [.face, .plate]

  private let blur: BlurProtection

  /// - Throws: never in practice; the blur's options are fixed and valid.
  package init() throws {
    blur = try BlurProtection(kernelSize: 105, standardDeviation: 21, name: "attributes")
  }

  /// How many independent averages along an axis of a face or plate remain.
  package var effectiveSamples: Double { blur.effectiveSamples }

  package func apply(to canvas: inout FrameCanvas, from frame: VideoFrame, instances: [Instance]) throws {
    let attributes = instances.filter { Self.categories.contains($0.category) }
    try blur.apply(to: &canvas, from: frame, instances: attributes)
  }
}
