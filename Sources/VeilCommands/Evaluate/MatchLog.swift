import Foundation
import VeilEvaluation
import VeilVision

/// Writes what was found, missed, wrong and ignored, a JSON line each, so that one can look at the pictures.
final class MatchLog {
  private let file: FileHandle
  private let encoder = JSONEncoder()

  /// Nil without a path.
  init?(path: String?) throws {
    guard let path else { return nil }
    guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path)
    else { throw EvaluationError(.usage, "\(path) cannot be written") }
    self.file = file
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  }

  func write(_ step: DetectionEvaluation.Step) throws {
    for (group, matching) in step.matchings.sorted(by: { $0.key < $1.key }) {
      for match in matching.matches {
        try write(
          Line(
            picture: step.picture, group: group, kind: .found, box: match.object.box,
            detection: match.detection.box, confidence: match.detection.confidence))
      }
      for miss in matching.misses {
        try write(Line(picture: step.picture, group: group, kind: .missed, box: miss.object.box, iou: miss.bestIoU))
      }
      for alarm in matching.falseAlarms {
        try write(
          Line(
            picture: step.picture, group: group, kind: .wrong, detection: alarm.box, confidence: alarm.confidence))
      }
      for detection in matching.ignored {
        try write(
          Line(
            picture: step.picture, group: group, kind: .ignored, detection: detection.box,
            confidence: detection.confidence))
      }
    }
  }

  private func write(_ line: Line) throws {
    try file.write(contentsOf: try encoder.encode(line) + Data("\n".utf8))
  }

  private struct Line: Encodable {
    enum Kind: String, Encodable { case found, missed, wrong, ignored }

    let picture: String
    let group: ObjectGroup
    let kind: Kind
    /// Of the label.
    var box: Box?
    var detection: Box?
    /// The best of any detection with a missed label.
    var iou: Double?
    var confidence: Double?
  }
}
