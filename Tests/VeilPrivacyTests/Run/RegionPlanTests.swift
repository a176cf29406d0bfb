import Testing
import VeilVision

@testable import VeilPrivacy

/// What a box says of whether somebody is there.
@Suite struct RegionPlanTests {
  @Test(arguments: [
    (BoxOrigin.detected, Optional(0.8), 0.8), (.tracked, 0.8, 0.8), (.filled, nil, 0.3), (.padded, 0.8, 0),
    (.drawn, nil, 1),
  ])
  func nobodyWasSeenWhereATrackIsOnlyPadded(origin: BoxOrigin, best: Double?, confidence: Double) throws {
    var policy = ProtectionPolicy()
    policy.method = .replace
    let box = TrackedBox(
      trackID: 1, category: .person, confidence: 0.3, trackConfidence: best,
      box: Box(x: 10, y: 10, width: 20, height: 30), origin: origin)
    let plan = RegionPlan(policy: policy, streams: [])
    let instances = plan.instances(
      of: FrameDetections(stream: 0, frame: 0, pts: 0, boxes: [box]), width: 100, height: 80)
    #expect(instances["replace"]?.map(\.confidence) == [confidence])
  }
}
