import Foundation
import VeilAccident
import VeilPlot

/// Scans as text, lines and files.
enum AccidentText {
  static func text(_ scan: FilmScan) -> String {
    var lines = ["\(scan.film): \(scan.incidents.isEmpty ? "no incident" : "\(scan.incidents.count) incident(s)")"]
    lines += scan.incidents.map { "  \(text($0))" }
    lines.append("  second  image  sound  fused")
    lines += scan.seconds.map { "  " + line($0) }
    if scan.blankPictures > 0 { lines.append("  nothing is to be seen in \(scan.blankPictures) picture(s)") }
    if !scan.hasSound { lines.append("  no sound was listened to") }
    return lines.joined(separator: "\n")
  }

  /// A step of a film that runs, on standard output.
  static func tell(_ step: IncidentTracker.Step, json: Bool) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var output = Data()
    for second in step.seconds {
      output += json ? try encoder.encode(second) : Data(line(second).utf8)
      output += Data("\n".utf8)
    }
    for incident in step.incidents {
      output += json ? try encoder.encode(incident) : Data(text(incident).utf8)
      output += Data("\n".utf8)
    }
    FileHandle.standardOutput.write(output)
  }

  static func write(_ plot: SVGPlot, of scan: FilmScan, to path: String) throws {
    let title = SVGPlot.escaped(scan.film)
    let page =
      path.lowercased().hasSuffix(".html")
      ? "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>\(title)</title></head><body>\n\(plot.svg)\n</body></html>\n"
      : plot.svg + "\n"
    try write(page, to: path)
  }

  static func write(_ text: String, to path: String) throws {
    do {
      try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw AccidentError(.notWritable, "\(path) cannot be written: \(error.localizedDescription)")
    }
  }

  private static func line(_ score: SecondScore) -> String {
    String(format: "%6.1f  ", score.second) + cell(score.image) + "  " + cell(score.sound) + "  "
      + cell(score.smoothed) + (score.isIncident ? "  accident" : "")
  }

  private static func text(_ incident: Incident) -> String {
    String(
      format: "incident from %.1f s to %.1f s, impact at %.1f s, probability %.2f, %@", incident.start, incident.end,
      incident.impact, incident.probability, incident.isHeard ? "heard" : "seen")
  }

  private static func cell(_ value: Double?) -> String {
    value.map { String(format: "%5.3f", $0) } ?? "    –"
  }
}
