import VeilAgent
import VeilMedia
import VeilPrivacy
import VeilVision

/// Sees one person in the middle of every picture, so that the real protection runs without a model.
struct BoxDetector: FrameDetector {
  let models: [DetectionsHeader.Model] = []
  let thresholds: [String: Double] = ["person": 0.5]
  let configuration: [String: String] = [:]

  func detect(in frame: VideoFrame, turn: Int?) async throws -> [Detection] {
    let (width, height) = (Double(frame.format.width), Double(frame.format.height))
    return [
      Detection(
        category: .person, confidence: 0.9,
        box: Box(x: width / 4, y: height / 4, width: width / 4, height: height / 2))
    ]
  }
}

extension BoxDetector {
  /// Protection with this detector.
  static var protector: RunProtector {
    var policy = ProtectionPolicy()
    policy.method = .solid
    return RunProtector(policy: policy, options: RunOptions()) { BoxDetector() }
  }
}
