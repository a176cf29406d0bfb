/// Where a piece of a track ends or begins: what a ``TrackLinker`` shows to an appearance model.
package struct FragmentEnd: Sendable, Hashable {
  /// Number of the frame in its stream.
  package let frame: Int
  package let category: Category
  package let box: Box

  init(_ keyframe: Keyframe) {
    frame = keyframe.frame
    category = keyframe.category
    box = keyframe.box
  }
}
