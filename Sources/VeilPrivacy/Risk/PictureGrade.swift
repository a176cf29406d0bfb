package import VeilMedia

/// A picture whose faces are masked as those of one group of subjects.
package struct PictureGrade: Sendable {
  /// Who is masked so.
  package let who: [String]
  /// The masks that were used, in the order of ``GradeSheet/faces``.
  package let masks: [GaussianMask]
  /// Whether the mask may not be undone: it is averaged as well.
  package let isSealed: Bool
  package let frame: VideoFrame
}
