package import Foundation
package import VeilVision

/// Labels of a sequence in MOTChallenge's text format, by frame.
///
/// A line is `frame,track,left,top,width,height,flag,class,visibility` (https://motchallenge.net/instructions), frames
/// and pixels counted from 1. Older sets have no class; then everything flagged is a pedestrian.
package struct MOTLabels: Sendable {
  package private(set) var objects: [Int: [LabelledObject]] = [:]
  package private(set) var ignored: [Int: [Box]] = [:]

  /// - Throws: ``EvaluationError`` naming the line that is not of this format.
  package init(contentsOf url: URL) throws {
    for line in try LabelText(url, separator: { $0 == "," || $0.isWhitespace }).lines {
      let frame = try line.integer(0)
      let track = try line.integer(1)
      guard var box = try line.box(at: 2) else { continue }
      box.x -= 1
      box.y -= 1
      let isMarked = line.fields.count <= 6 ? true : try line.number(6) != 0
      let type = line.fields.count >= 9 ? try line.number(7) : -1
      if isMarked, type == 1 || type < 0 {
        objects[frame, default: []].append(
          LabelledObject(group: .person, box: box, track: track >= 0 ? track : nil))
      } else if Self.ambiguous.contains(type) {
        ignored[frame, default: []].append(box)
      }
    }
  }

  /// Person on a vehicle, sitting person, distractor and reflection: people, but not labelled throughout, as in the
  /// benchmark's own evaluation.
  private static let ambiguous: Set<Double> = [1, 2, 7, 8, 12]
}
