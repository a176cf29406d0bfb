/// How far a run is; sent to whoever draws a progress bar.
package struct RunProgress: Sendable, Hashable {
  /// The passes of a run.
  package enum Pass: String, Sendable { case analyse, render, verify }

  package let pass: Pass
  /// Frames done in this pass, over all video streams.
  package let frames: Int
  /// Frames expected in this pass, or nil where the container does not say.
  package let expectedFrames: Int?

  package init(pass: Pass, frames: Int, expectedFrames: Int?) {
    self.pass = pass
    self.frames = frames
    self.expectedFrames = expectedFrames
  }
}
