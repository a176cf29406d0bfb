package import VeilMedia
package import VeilVision

/// Turns the boxes of a frame into regions by the policy, and has them painted over.
package struct FramePainter: Sendable {
  /// A painted frame.
  package struct Result: Sendable {
    package let frame: VideoFrame
    /// How many regions were hidden, static zones included.
    package let regions: Int
    /// Share of the picture that lies in at least one region, 0...1; 1 for methods that paint the whole frame.
    package let coveredShare: Double
  }

  private let plan: RegionPlan
  private let protections: [String: any Protection]
  private let suite: CategorySuite?
  /// Faces by risk, if the policy has them.
  private let risk: RiskPainter?

  /// - Parameters:
  ///   - policy: what to hide and how.
  ///   - streams: the video streams; none for a picture.
  ///   - suite: what `replace` works with.
  ///   - timings: told how long the stages of `replace` take.
  ///   - grader: says whose face it is, for the method `risk`.
  /// - Throws: ``ProtectionError`` when an option of a method is out of range.
  package init(
    policy: ProtectionPolicy, streams: [StreamInfo] = [], suite: CategorySuite? = nil, timings: StageTimings? = nil,
    grader: (any FaceGrader)? = nil
  ) throws {
    plan = RegionPlan(policy: policy, streams: streams)
    self.suite = suite
    let protections = try policy.protections(suite: suite, timings: timings)
    self.protections = protections
    risk = (protections[ProtectionMethod.risk.rawValue] as? RiskProtection)
      .map { RiskPainter(protection: $0, keeper: GradeKeeper(grader: grader)) }
  }

  /// The models of a run: those that have detected, and those that paint.
  func models(besides detectors: [DetectionsHeader.Model]) -> [DetectionsHeader.Model] {
    let painting = [ModelRole.mask, .generator].map(\.rawValue)
    return detectors.filter { !painting.contains($0.role) } + (suite?.models ?? [])
  }

  /// Which generator makes what, by the name of its category.
  var configuration: [String: String] { suite?.summary ?? [:] }

  /// True if frames without any region change too.
  var paintsEveryFrame: Bool { plan.hidesZones || protections.values.contains(where: \.paintsEveryFrame) }

  /// The frame with all its regions hidden; a damaged frame comes back black.
  /// - Throws: whatever a protection throws; the frame must then not be written.
  package func paint(_ frame: VideoFrame, _ detections: FrameDetections) async throws -> Result {
    if frame.isDamaged {
      var canvas = try FrameCanvas(copying: frame)
      try canvas.fillBlack(isFullRange: frame.colour.isFullRange)
      return Result(frame: try canvas.finish(), regions: 1, coveredShare: 1)
    }
    var instances = plan.instances(of: detections, width: frame.format.width, height: frame.format.height)
    let all = instances
    let shown = try await risk?.takeShown(from: &instances, in: frame, stream: detections.stream) ?? []
    let used = protections.filter { instances[$0.key]?.isEmpty == false || $0.value.paintsEveryFrame }
    guard !used.isEmpty || !shown.isEmpty else { return Result(frame: frame, regions: 0, coveredShare: 0) }
    var canvas = try FrameCanvas(copying: frame)
    // Whole-frame methods first, so that they do not paint over what others have hidden; then the faces of strangers,
    // so that nothing of them shows through what hides the whole person.
    let order = used.sorted { (Self.turn($0), $0.key) < (Self.turn($1), $1.key) }
    for (method, protection) in order {
      try await protection.apply(to: &canvas, from: frame, instances: instances[method] ?? [])
    }
    try risk?.protection.paint(shown, onto: &canvas, from: frame)
    let regions = all.values.joined().map(\.region)
    let isWhole = used.values.contains(where: \.paintsEveryFrame)
    return Result(
      frame: try canvas.finish(), regions: regions.count,
      coveredShare: isWhole ? 1 : CoveredArea.share(of: regions, width: frame.format.width, height: frame.format.height)
    )
  }

  private static func turn(_ entry: (key: String, value: any Protection)) -> Int {
    entry.value.paintsEveryFrame ? 0 : entry.key == ProtectionMethod.risk.rawValue ? 1 : 2
  }
}
