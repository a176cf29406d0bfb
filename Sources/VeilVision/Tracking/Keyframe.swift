/// A detection of a track: what is known for certain about where the object was.
struct Keyframe: Sendable, Hashable {
  var frame: Int
  var seconds: Double
  var category: Category
  var confidence: Double
  var box: Box
}
