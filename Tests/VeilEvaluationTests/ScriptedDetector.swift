import VeilMedia
import VeilVision

/// Finds what it is told to, in the order of the pictures' widths.
struct ScriptedDetector: Detector {
  let categories: Set<VeilVision.Category>
  /// What is found in a picture of a width.
  let script: [Int: [Detection]]

  func detect(in frame: VideoFrame) async throws -> [Detection] { script[frame.format.width] ?? [] }
}
