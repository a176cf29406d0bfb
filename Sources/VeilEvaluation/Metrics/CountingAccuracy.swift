/// One minus the mean absolute counting error over the mean number of objects (inspire section VI-C).
package struct CountingAccuracy: Sendable {
  private var error = 0.0
  private var objects = 0.0
  package private(set) var frames = 0

  package init() {}

  /// Adds a frame: what is counted in it, and what is there.
  package mutating func add(_ counted: Int, truth: Int) {
    error += Double(abs(counted - truth))
    objects += Double(truth)
    frames += 1
  }

  /// May be negative; nil if there never was an object.
  package var value: Double? { objects > 0 ? 1 - error / objects : nil }

  /// Mean number of objects in a frame (inspire table III).
  package var mean: Double? { frames > 0 ? objects / Double(frames) : nil }
}
