internal import Foundation

/// Seconds of sound with what a classifier said that had not learned from them: a table with the columns `probability`,
/// `label`, being `crash` or anything else, and, if it is known, `recording`.
package enum SoundScoreTable {
  package static let header = "probability,label"

  /// - Throws: ``AccidentError``: `.notReadable`, `.dataInvalid` naming the line.
  package static func read(_ path: String) throws -> [ScoredSecond] {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw AccidentError(.notReadable, "\(path) cannot be read")
    }
    let lines = text.split(whereSeparator: \.isNewline)
    guard let head = lines.first?.split(separator: ",").map({ $0.trimmingCharacters(in: .whitespaces) }),
      let probability = head.firstIndex(of: "probability"), let label = head.firstIndex(of: "label")
    else {
      throw AccidentError(.dataInvalid, "\(path) must begin with a line that names the columns probability and label")
    }
    let recording = head.firstIndex(of: "recording")
    return try lines.enumerated().dropFirst().map { index, line in
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      guard fields.count > max(probability, label, recording ?? 0), let value = Double(fields[probability]),
        (0...1).contains(value)
      else { throw AccidentError(.dataInvalid, "\(path) line \(index + 1) holds no probability from 0 to 1") }
      return ScoredSecond(
        recording: recording.map { String(fields[$0]) } ?? "", probability: value,
        isCrash: fields[label].trimmingCharacters(in: .whitespaces) == "crash")
    }
  }
}
