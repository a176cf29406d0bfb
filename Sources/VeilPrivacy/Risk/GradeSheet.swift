package import VeilMedia
package import VeilVision

/// One picture at all grades, side by side (the risk paper's figure 3), painted by what paints films.
package struct GradeSheet: Sendable {
  package let frame: VideoFrame
  /// The faces as they are masked, padded as in films, the largest first.
  package let faces: [PixelRect]
  private let policy: ProtectionPolicy
  private let detections: FrameDetections

  /// - Parameter faces: boxes as a detector finds them.
  /// - Throws: ``ProtectionError`` `invalidOption` where no face lies in the picture.
  package init(_ frame: VideoFrame, faces: [Box], steps: RiskSteps = .paper, scalesWithFace: Bool = true) throws {
    var policy = ProtectionPolicy()
    policy.method = .risk
    policy.categories = [.face]
    policy.options.riskSteps = steps
    policy.options.riskScales = scalesWithFace
    let boxes = faces.enumerated().map { index, box in
      TrackedBox(trackID: index + 1, category: .face, confidence: 1, box: box, origin: .detected)
    }
    let detections = FrameDetections(stream: 0, frame: 0, pts: frame.timestamp.ticks, boxes: boxes)
    let regions = RegionPlan(policy: policy, streams: [])
      .instances(of: detections, width: frame.format.width, height: frame.format.height)
    self.faces = regions.values.joined().map(\.region).sorted { $0.area > $1.area }
    guard !self.faces.isEmpty else {
      throw ProtectionError(.invalidOption, "there is no face in the picture; choose another one, or say where it is")
    }
    self.frame = frame
    self.policy = policy
    self.detections = detections
  }

  private var grading: RiskGrading {
    RiskGrading(steps: policy.options.riskSteps, scalesWithFace: policy.options.riskScales)
  }

  /// Every grade, the strongest mask first.
  /// - Throws: whatever painting throws.
  package func grades() async throws -> [PictureGrade] {
    var grades: [PictureGrade] = []
    for group in try groups() {
      let protection = RiskProtection(grading: grading)
      let masks = faces.map {
        protection.graded(Instance(trackID: 1, category: .face, confidence: 1, region: $0), group.subject)
      }
      let painter = try FramePainter(policy: policy, grader: OneSubject(subject: group.subject))
      grades.append(
        PictureGrade(
          who: group.who, masks: masks.map(\.mask), isSealed: masks.contains(where: \.isSealed),
          frame: try await painter.paint(frame, detections).frame))
    }
    return grades
  }

  /// Who is masked alike.
  private func groups() throws -> [(who: [String], subject: RiskSubject?)] {
    var groups: [(who: [String], subject: RiskSubject?)] = [(["nobody known"], nil)]
    for (who, subject) in try subjects() {
      if let index = groups.firstIndex(where: { grading.mask(of: $0.subject) == grading.mask(of: subject) }) {
        groups[index].who.append(who)
      } else {
        groups.append(([who], subject))
      }
    }
    return groups.sorted { grading.mask(of: $0.subject).strength > grading.mask(of: $1.subject).strength }
  }

  /// One subject for each step, two where suspicion makes a difference.
  private func subjects() throws -> [(String, RiskSubject)] {
    let steps = policy.options.riskSteps.steps
    var named = steps.map { (who: "risk to \(RiskSteps.text(of: $0.limit))", risk: $0.limit) }
    if let last = steps.last, last.limit < 100 {
      named.append((who: "risk above \(RiskSteps.text(of: last.limit))", risk: 100))
    }
    return try named.flatMap { who, risk in
      let both = try [false, true].map { try RiskSubject(id: who, risk: risk, isSuspect: $0) }
      guard grading.mask(of: both[0]) != grading.mask(of: both[1]) else { return [(who, both[0])] }
      return [("\(who), no suspect", both[0]), ("\(who), suspect", both[1])]
    }
  }

  /// The largest face with as much again around it, cut out of a picture of this size.
  /// - Throws: ``MediaError`` when memory runs out.
  package func portrait(of picture: VideoFrame) throws -> VideoFrame {
    let face = faces[0]
    let (x, y) = (face.width / 2, face.height / 2)
    let wide = PixelRect(x: face.x - x, y: face.y - y, width: face.width + 2 * x, height: face.height + 2 * y)
    return try picture.cutOut(wide)
  }
}

/// Takes every face for the same subject's.
private struct OneSubject: FaceGrader {
  let subject: RiskSubject?

  func subject(of face: PixelRect, in frame: VideoFrame) -> RiskSubject? { subject }
}
