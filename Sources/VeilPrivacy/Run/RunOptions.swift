package import VeilMedia

/// What one run does beyond its policy: how it reads, detects and writes.
package struct RunOptions: Sendable {
  /// Codec, quality, preset and what else the writer takes; sound and location follow the policy.
  package var writer = FilmWriterOptions()
  /// A detector looks at every n-th frame; frames in between follow the tracks. 1 is every frame.
  package var detectInterval = 1
  /// Refuse a film with anything that cannot be protected, instead of leaving it out.
  package var isStrict = false
  /// Write what can be decoded of a damaged film, with damaged frames blacked out.
  package var salvages = false
  /// Copy the coded pictures of a film with nothing to hide instead of encoding them again.
  package var copiesUntouched = true
  /// Replace results that exist.
  package var overwrites = false
  /// A detections file to render from; nothing is detected then.
  package var detections: String?
  /// Write the one-page report beside the JSON one.
  package var writesPage = true
  /// Frames in work at the same time in each pass.
  package var concurrency = 3
  /// Says whose face it is, for the method `risk`; without it nobody is known, and every face gets the strongest mask.
  package var faceGrader: (any FaceGrader)?
  /// Name and version of the program, for reports.
  package var tool = "veilcam"

  package init() {}
}
