/// How useful one film stays for one group when one system hides it.
package struct UtilityRow: Sendable, Hashable, Codable {
  /// The film or data set.
  package let source: String
  package let system: String
  /// The system's method, without settings.
  package let method: String
  package let group: ObjectGroup
  package let frames: Int
  /// In the original.
  package let objectsPerFrame: Double
  /// Nil if the original shows no object of the group; so are the others.
  package let countingAccuracy: Double?
  /// Average precision at IoU 0.5.
  package let ap50: Double?
  /// COCO's mean over IoU 0.5 to 0.95.
  package let ap50To95: Double?

  package init(
    source: String, system: String, method: String, group: ObjectGroup, frames: Int, objectsPerFrame: Double,
    countingAccuracy: Double?, ap50: Double?, ap50To95: Double?
  ) {
    self.source = source
    self.system = system
    self.method = method
    self.group = group
    self.frames = frames
    self.objectsPerFrame = objectsPerFrame
    self.countingAccuracy = countingAccuracy
    self.ap50 = ap50
    self.ap50To95 = ap50To95
  }
}
