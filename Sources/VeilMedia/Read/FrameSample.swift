/// One of the pictures that were taken out of a film at even distances.
package struct FrameSample: Sendable {
  /// The picture, upright.
  package let frame: VideoFrame
  /// Which distance it stands for, from 0: the picture is about `index * interval` seconds into the film.
  package let index: Int
  /// When it is shown, in seconds after the first picture of the film.
  package let seconds: Double
}
