/// What of an original gives way to background before somebody is invented in its place.
package enum ReplaceCover: String, Sendable, Hashable, CaseIterable {
  /// Its mask, grown by a rim: what is around it in the box stays as it was.
  case mask
  /// The whole box: nothing hangs on the mask, and the surroundings in the box say nothing of who stood in them.
  case box
}
