package import VeilMedia

/// Hides instances in a picture.
///
/// Works in the frame's own planes and bit depth. Alpha is left alone. A region is grown outwards to the grid of the
/// chroma samples, so that no colour of an instance remains at its rim; nothing outside the grown region changes.
/// The whole rectangle is painted with hard edges: an inscribed ellipse or a feathered rim would leave corners clear.
package protocol Protection: Sendable {
  /// The name of the method, as on the command line.
  var name: String { get }

  /// True if frames without any instance change too, so that they cannot be copied through.
  var paintsEveryFrame: Bool { get }

  /// Paints over every instance in `canvas` (a copy of `frame`); reads originals from `frame` only, so the result of
  /// one instance does not depend on the others, except that larger regions are painted over smaller ones.
  /// - Throws: ``ProtectionError`` or ``MediaError``; then the canvas must not be used.
  func apply(to canvas: inout FrameCanvas, from frame: VideoFrame, instances: [Instance]) async throws
}

extension Protection {
  package var paintsEveryFrame: Bool { false }
}

extension Sequence where Element == Instance {
  /// Ascending box size, the paper's order of patching (inspire section V-B): what is near covers what is far.
  func inPatchOrder() -> [Instance] {
    sorted {
      ($0.region.area, $0.region.y, $0.region.x, $0.trackID) < ($1.region.area, $1.region.y, $1.region.x, $1.trackID)
    }
  }
}
