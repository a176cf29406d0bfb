import VeilMedia
import VeilPrivacy
import VeilVision

/// A grade of the risk masks.
struct MaskGrade: Sendable {
  let name: String
  let risk: Double
  let isSuspect: Bool
  /// `--scale-with-face`
  let scalesWithFace: Bool

  /// The groups of the risk paper, masks that grow with the face and the paper's fixed ones.
  static let all = [
    MaskGrade(name: "group 1", risk: 0, isSuspect: false, scalesWithFace: true),
    MaskGrade(name: "group 1, fixed", risk: 0, isSuspect: false, scalesWithFace: false),
    MaskGrade(name: "group 1, suspect", risk: 0, isSuspect: true, scalesWithFace: true),
    MaskGrade(name: "group 1, suspect, fixed", risk: 0, isSuspect: true, scalesWithFace: false),
    MaskGrade(name: "group 2", risk: 60, isSuspect: false, scalesWithFace: true),
    MaskGrade(name: "group 2, fixed", risk: 60, isSuspect: false, scalesWithFace: false),
    MaskGrade(name: "group 3", risk: 80, isSuspect: false, scalesWithFace: true),
  ]

  /// The picture with the face as this grade's subject gets it. Nobody but the face is hidden.
  func masked(_ frame: VideoFrame, _ box: TrackedBox) async throws -> VideoFrame {
    let subject = try RiskSubject(id: name, risk: risk, isSuspect: isSuspect)
    let painter = try FramePainter(policy: try policy, grader: EverybodyIs(subject: subject))
    return try await painter.paint(frame, FrameDetections(stream: 0, frame: 0, pts: 0, boxes: [box])).frame
  }

  var policy: ProtectionPolicy {
    get throws {
      try ProtectionPolicy([
        PolicyDocument(commandLine: [
          "method": ["risk"], "categories": ["face"], "scale-with-face": [scalesWithFace ? "yes" : "no"],
        ])
      ])
    }
  }

  /// A registry that has one person's face for everybody.
  private struct EverybodyIs: FaceGrader {
    let subject: RiskSubject?
    func subject(of face: PixelRect, in frame: VideoFrame) -> RiskSubject? { subject }
  }
}
