import Cryptography
import Foundation
import VeilRegistry

/// A record that a manager has opened, as the commands print it.
struct SubjectRow: TableRow {
  static let columns = ["RECORD", "ENTRY", "RISK", "SUSPECT", "UNTIL", "FACES", "ATTRIBUTES"]

  let record: String
  let entry: UInt64
  /// nil where the assessment has expired: nothing is known.
  let risk: Double?
  let suspect: Bool?
  let until: String
  let setBy: String
  let faces: Int
  let attributes: [[String: String]]

  init(_ found: FoundRecord) {
    record = found.id.description
    entry = found.entry
    risk = found.assessment?.risk.value
    suspect = found.assessment?.isSuspect
    until = Date(timeIntervalSince1970: TimeInterval(found.record.assessment.expiresAt)).formatted(.iso8601)
    setBy = found.record.assessment.setBy.description
    faces = found.record.faces.count
    attributes = found.record.attributes.map { ["kind": $0.kind.rawValue, "text": $0.text] }
  }

  var cells: [String] {
    [
      record, "\(entry)", risk.map { "\($0)" } ?? "unknown", suspect.map { $0 ? "yes" : "no" } ?? "unknown", until,
      "\(faces)", attributes.map { "\($0["kind"] ?? "")=\($0["text"] ?? "")" }.joined(separator: ", "),
    ]
  }
}
