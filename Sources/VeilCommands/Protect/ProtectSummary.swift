import Foundation
import VeilPrivacy

/// What a person reads when a run is done.
enum ProtectSummary {
  static func lines(of reports: [RunReport]) -> [String] { reports.flatMap(lines) }

  private static func lines(of report: RunReport) -> [String] {
    let frames = report.streams.compactMap(\.frames).reduce(0, +)
    let rate = String(format: "%.1f frames/s", report.framesPerSecond)
    var lines: [String] = []
    switch report.mode {
    case .copied:
      lines.append("\(report.output.name): nothing to hide in \(frames) frames; pictures copied as they are")
    case .rendered:
      let found = report.detections.map { "\($0.tracks) \($0.category)" }.joined(separator: ", ")
      lines.append(
        "\(report.output.name): \(frames) frames, \(found.isEmpty ? "no tracks" : found) hidden by \(report.method), \(rate)"
      )
    }
    for dropped in report.dropped { lines.append("  left out: \(dropped.what) (\(dropped.reason))") }
    if !report.damagedFrames.isEmpty { lines.append("  \(report.damagedFrames.count) damaged frames are black") }
    return lines
  }
}
