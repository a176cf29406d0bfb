internal import VeilVision

/// What a box in a detections file may be; outside of it somebody made a mistake or means harm.
enum BoxLimits {
  /// No picture is larger; keeps sums and rounding exact.
  static let coordinate = 1e6
  static let categoryLength = 64

  /// Why the box cannot be used, or nil.
  static func objection(to box: TrackedBox) -> String? {
    let values = [box.box.x, box.box.y, box.box.width, box.box.height]
    guard values.allSatisfy(\.isFinite) else { return "a box has a coordinate that is not a number" }
    guard values.allSatisfy({ abs($0) <= coordinate }) else { return "a box lies more than a million pixels away" }
    guard box.box.width > 0, box.box.height > 0 else {
      return "a box has size \(box.box.width)×\(box.box.height); width and height must be above 0"
    }
    guard (0...1).contains(box.confidence) else { return "the confidence \(box.confidence) is not between 0 and 1" }
    if let best = box.trackConfidence, !(0...1).contains(best) {
      return "the track's confidence \(best) is not between 0 and 1"
    }
    guard box.trackID >= 0, box.trackID <= Int32.max else { return "the track number \(box.trackID) is out of range" }
    let category = box.category.rawValue.utf8
    guard (1...categoryLength).contains(category.count), category.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
      return "a category must have 1 to \(categoryLength) printable characters"
    }
    return nil
  }
}
