import VeilMedia
import VeilVision

/// From boxes to what is painted how: the policy's categories, padding, zones and kept tracks applied to one frame.
struct RegionPlan: Sendable {
  private let policy: ProtectionPolicy

  init(policy: ProtectionPolicy) { self.policy = policy }

  /// True if zones are hidden in every frame.
  var hidesZones: Bool { policy.zones.contains { $0.action == .hide } }

  /// What to hide, by the name of the method.
  ///
  /// A box drawn by hand is hidden whatever its category says; a box of a kept track or inside a kept zone is not.
  func instances(of boxes: [TrackedBox], width: Int, height: Int) -> [String: [Instance]] {
    var result: [String: [Instance]] = [:]
    for box in boxes where box.origin == .drawn || policy.categories.contains(box.category) {
      guard !policy.keepTracks.contains(box.trackID) else { continue }
      let padding = policy.padding(for: box.category)
      let padded = box.origin == .drawn ? box.box : box.box.padded(byFraction: padding.fraction, minimum: padding.minimum)
      guard let region = padded.pixelRect(inWidth: width, height: height), !isKept(region, width: width, height: height)
      else { continue }
      result[policy.method(for: box.category).rawValue, default: []].append(
        Instance(trackID: box.trackID, category: box.category, confidence: box.confidence, region: region))
    }
    for zone in policy.zones where zone.action == .hide {
      guard let region = zone.region.clipped(toWidth: width, height: height) else { continue }
      result[policy.zoneMethod.rawValue, default: []].append(
        Instance(trackID: 0, category: Category("zone"), confidence: 1, region: region))
    }
    return result
  }

  private func isKept(_ region: PixelRect, width: Int, height: Int) -> Bool {
    policy.zones.contains { $0.action == .keep && $0.keeps(region) }
  }
}
