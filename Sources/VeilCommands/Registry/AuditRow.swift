import Cryptography
import Foundation
import VeilRegistry

/// A line of a registry's audit log, as `registry audit` prints it.
struct AuditRow: TableRow {
  static let columns = ["LINE", "TIME", "MANAGER", "SECOND", "ACTION", "CASE", "RECORDS", "REASON"]

  let line: UInt64
  let time: String
  let manager: String
  /// Who agreed, under the two-person rule.
  let second: String?
  let action: String
  let caseNumber: String
  let records: [String]
  let reason: String

  init(_ line: AuditLine) {
    self.line = line.number
    time = Date(timeIntervalSince1970: TimeInterval(line.time)).formatted(.iso8601)
    manager = line.manager.description
    second = line.consent?.second.description
    action = line.action.rawValue
    caseNumber = line.caseNumber
    records = line.records
    reason = line.reason
  }

  var cells: [String] {
    [
      "\(line)", time, manager, second ?? "", action, caseNumber,
      records.map { String($0.prefix(10)) }.joined(separator: " "),
      reason,
    ]
  }
}
