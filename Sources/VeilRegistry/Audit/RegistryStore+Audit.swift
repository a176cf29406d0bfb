internal import Cryptography
internal import GRDB
internal import VeilEvidence

extension RegistryStore {
  /// Appends a line, on the disk before it returns.
  func append(
    _ action: AuditLine.Action, by manager: Address, at time: UInt64, purpose: AuditPurpose?, records: [String]
  ) throws {
    try database.write { database in
      let last = try Row.fetchOne(database, sql: "SELECT number, line FROM audit ORDER BY number DESC LIMIT 1")
      let previous = try last.map { row in
        try AuditLine(text: row["line"], number: UInt64(row["number"] as Int64))
      }
      let line = AuditLine(
        number: (previous?.number ?? 0) + 1, time: time, manager: manager, action: action,
        reason: purpose?.reason ?? "", caseNumber: purpose?.caseNumber ?? "", records: records,
        previous: previous?.hash ?? AuditLine.beginning)
      try database.execute(
        sql: "INSERT INTO audit VALUES (?, ?)", arguments: [Int64(line.number), line.text])
    }
  }

  /// All lines, each checked against the one before.
  /// - Throws: ``RegistryError`` `tampered` that names the first line that is not as it was written.
  package func auditLines() throws -> [AuditLine] {
    let rows = try database.read { try Row.fetchAll($0, sql: "SELECT number, line FROM audit ORDER BY number") }
    var previous = AuditLine.beginning
    var lines: [AuditLine] = []
    for (index, row) in rows.enumerated() {
      let line = try AuditLine(text: row["line"], number: UInt64(index + 1))
      guard (row["number"] as Int64) == Int64(index + 1) else { throw AuditLine.tampered(UInt64(index + 1)) }
      guard line.previous == previous else {
        throw index == 0 ? AuditLine.tampered(1) : AuditLine.mismatched(UInt64(index))
      }
      previous = line.hash
      lines.append(line)
    }
    return lines
  }
}
