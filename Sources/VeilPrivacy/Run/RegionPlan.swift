import VeilMedia
import VeilVision

/// From boxes to what is painted how: the policy's categories, padding, zones and kept tracks applied to one frame.
struct RegionPlan: Sendable {
  private let policy: ProtectionPolicy
  /// Zones are given in the upright picture, as a person sees it; painting happens in the coded one.
  private let rotators: [Int: FrameRotator]

  /// - Parameters:
  ///   - policy: what to hide.
  ///   - streams: the video streams; none for a picture, which is upright.
  init(policy: ProtectionPolicy, streams: [StreamInfo]) {
    self.policy = policy
    rotators = Dictionary(
      uniqueKeysWithValues: streams.map {
        ($0.index, FrameRotator(degreesClockwise: Int(($0.video?.rotation ?? 0).rounded())))
      })
  }

  /// True if zones are hidden in every frame.
  var hidesZones: Bool { policy.zones.contains { $0.action == .hide } }

  /// What to hide, by the name of the method.
  ///
  /// A box drawn by hand is hidden whatever its category says; a box of a kept track or inside a kept zone is not.
  func instances(of detections: FrameDetections, width: Int, height: Int) -> [String: [Instance]] {
    var result: [String: [Instance]] = [:]
    let zones = zones(of: detections.stream, width: width, height: height)
    let turns = rotators[detections.stream]?.quarterTurns ?? 0
    for box in detections.boxes where box.origin == .drawn || policy.categories.contains(box.category) {
      guard var instance = instance(of: box, width: width, height: height, zones: zones) else { continue }
      instance.quarterTurns = turns
      result[policy.method(for: box.category).rawValue, default: []].append(instance)
    }
    // Faces and plates that nobody asked for still belong to the masks of the instances that they are in.
    if let replaced = result[ProtectionMethod.replace.rawValue] {
      for box in detections.boxes where isMark(box) {
        guard let mark = instance(of: box, width: width, height: height, zones: zones),
          replaced.contains(where: { $0.region.touches(mark.region) })
        else { continue }
        result[ProtectionMethod.replace.rawValue, default: []].append(mark)
      }
    }
    for zone in zones where zone.action == .hide {
      guard let region = zone.region.clipped(toWidth: width, height: height) else { continue }
      result[policy.zoneMethod.rawValue, default: []].append(
        Instance(trackID: 0, category: Category("zone"), confidence: 1, region: region))
    }
    return result
  }

  private func isMark(_ box: TrackedBox) -> Bool {
    box.origin != .drawn && AttributesProtection.categories.contains(box.category)
      && !policy.categories.contains(box.category)
  }

  private func instance(of box: TrackedBox, width: Int, height: Int, zones: [Zone]) -> Instance? {
    guard !policy.keepTracks.contains(box.trackID) else { return nil }
    let padding = policy.padding(for: box.category)
    let isDrawn = box.origin == .drawn
    let padded = isDrawn ? box.box : box.box.padded(byFraction: padding.fraction, minimum: padding.minimum)
    // The networks were trained on boxes that are rounded down, as the paper's; a drawn one has no padding to spare.
    let isRoundedDown = !isDrawn && policy.method(for: box.category) == .replace && padding.minimum >= 1
    let rounded =
      isRoundedDown
      ? padded.roundedDown(inWidth: width, height: height) : padded.pixelRect(inWidth: width, height: height)
    guard let region = rounded, !zones.contains(where: { $0.action == .keep && $0.keeps(region) }) else { return nil }
    return Instance(trackID: box.trackID, category: box.category, confidence: confidence(of: box), region: region)
  }

  /// How sure it is that somebody is there: before the first and after the last detection of a track nobody has seen anybody.
  private func confidence(of box: TrackedBox) -> Double {
    switch box.origin {
    case .drawn: 1
    case .padded: 0
    case .detected, .tracked, .filled: box.trackConfidence ?? box.confidence
    }
  }

  /// The policy's zones in the coded picture of a stream.
  private func zones(of stream: Int, width: Int, height: Int) -> [Zone] {
    guard let rotator = rotators[stream], rotator.quarterTurns != 0 else { return policy.zones }
    return policy.zones.map { zone in
      let coded = rotator.coded(
        x: Double(zone.region.x), y: Double(zone.region.y), width: Double(zone.region.width),
        height: Double(zone.region.height), codedWidth: Double(width), codedHeight: Double(height))
      let region = PixelRect(
        x: Int(coded.x), y: Int(coded.y), width: Int(coded.width), height: Int(coded.height))
      return Zone(region: region, action: zone.action)
    }
  }
}
