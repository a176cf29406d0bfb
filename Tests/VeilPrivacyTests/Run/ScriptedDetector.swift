import VeilMedia
import VeilPrivacy
import VeilTesting
import VeilVision

/// A detector that knows the scene but is as bad as real ones: it misses one frame in five, is blind to each object for
/// ten frames in a row, sees it late, and wobbles.
struct ScriptedDetector: FrameDetector {
  let scene: OracleScene
  /// Frames by which each object is seen late.
  var delay = 4
  var hole = 10

  let models = [DetectionsHeader.Model(role: "detector", name: "scripted", sha256: String(repeating: "0", count: 64))]
  let thresholds = ["car": 0.5]
  let configuration: [String: String] = [:]

  func detect(in frame: VideoFrame, turn: Int?) async throws -> [Detection] {
    let index = Int((frame.timestamp.seconds * Double(OracleScene.rate)).rounded())
    return scene.objects.enumerated().compactMap { number, object in
      guard let box = object.box(at: index) else { return nil }
      let age = index - object.span.lowerBound
      let isBlind = (24..<24 + hole).contains(age)
      guard age >= delay, !isBlind, (index + number) % 5 != 0 else { return nil }
      var generator = SplitMix64(seed: UInt64(index * 31 + number))
      let wobble = { (size: Double) in Double.random(in: -0.02...0.02, using: &generator) * size }
      return Detection(
        category: .car, confidence: 0.9,
        box: Box(
          x: box.x + wobble(box.width), y: box.y + wobble(box.height), width: box.width, height: box.height))
    }
  }
}
