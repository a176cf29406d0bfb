import Foundation
import VeilAccident

/// An evaluation as text.
enum AccidentFigures {
  static func text(_ evaluation: AccidentEvaluation) -> String {
    var lines = [
      "\(evaluation.data): \(evaluation.pictures) pictures of \(evaluation.clips) clips, \(evaluation.method), "
        + "backbone \(evaluation.backbone), threshold \(number(evaluation.threshold))"
    ]
    let rows: [(String, String, Double?)] = [
      ("accuracy", "accuracy", evaluation.accuracy), ("precision", "precision", evaluation.precision),
      ("recall", "recall", evaluation.recall), ("F", "f", evaluation.f), ("area under ROC", "auc", evaluation.auc),
    ]
    lines += rows.map { name, key, value in
      "  \(name.padding(toLength: 16, withPad: " ", startingAt: 0))\(number(value))\(interval(evaluation.intervals[key]))"
    }
    let counts = evaluation.counts
    lines.append(
      "  accidents: \(counts.truePositives) found, \(counts.falseNegatives) missed; normal: \(counts.trueNegatives) right, "
        + "\(counts.falsePositives) wrong")
    if let nested = evaluation.nestedAccuracy {
      lines.append("  accuracy with thresholds chosen on other folds: \(number(nested))")
    }
    lines.append(
      "  thresholds: least cost "
        + evaluation.study.curves.map { "\(number($0.threshold)) (\($0.witnesses) witnesses)" }.joined(separator: ", ")
        + "; FN/FP = 1 at \(number(evaluation.study.balancedThreshold))")
    lines += evaluation.extras.map {
      "  \($0.name): \($0.falsePositives) of \($0.pictures) normal pictures called accidents (\(number($0.rate)))"
    }
    if let recovery = evaluation.recovery {
      lines.append(
        "  missed by picture: \(recovery.missed) of \(recovery.accidents); each beside \(recovery.crashSeconds) crash "
          + "seconds of \(recovery.crashRecordings) recordings, normal pictures beside \(recovery.normalSeconds) other "
          + "seconds of \(recovery.normalRecordings)")
      lines += recovery.rows.map {
        "  with sound, \($0.rule.rawValue): \(number($0.recovered))\(interval($0.recoveredInterval)) brought back, "
          + "\(number($0.spoilt))\(interval($0.spoiltInterval)) of normal spoilt"
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func interval(_ interval: Interval?) -> String {
    interval.map { " (\(number($0.low)) to \(number($0.high)))" } ?? ""
  }

  static func number(_ value: Double?) -> String { value.map { String(format: "%.3f", $0) } ?? "–" }
}
