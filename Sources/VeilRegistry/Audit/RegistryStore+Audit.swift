internal import Cryptography
internal import GRDB
internal import VeilEvidence

extension RegistryStore {
  /// Appends a line, on the disk before it returns. An agreement is used up by it.
  /// - Throws: ``RegistryError`` `notAuthorised` naming the line in which the agreement was used before.
  func append(
    _ action: AuditLine.Action, by manager: Address, at time: UInt64, purpose: AuditPurpose?, records: [String],
    consent: Consent? = nil
  ) throws {
    try database.write { database in
      let last = try Row.fetchOne(database, sql: "SELECT number, line FROM audit ORDER BY number DESC LIMIT 1")
      let previous = try last.map { row in
        try AuditLine(text: row["line"], number: UInt64(row["number"] as Int64))
      }
      let line = AuditLine(
        number: (previous?.number ?? 0) + 1, time: time, manager: manager, action: action,
        reason: purpose?.reason ?? "", caseNumber: purpose?.caseNumber ?? "", records: records,
        consent: consent, previous: previous?.hash ?? AuditLine.beginning)
      if let consent { try Self.use(consent, in: line, database) }
      try database.execute(
        sql: "INSERT INTO audit VALUES (?, ?)", arguments: [Int64(line.number), line.text])
    }
  }

  private static func use(_ consent: Consent, in line: AuditLine, _ database: Database) throws {
    let used = try Int64.fetchOne(
      database, sql: "SELECT line FROM agreement WHERE hash = ?", arguments: [consent.agreement.blob])
    if let used {
      throw RegistryError(
        .notAuthorised, "the agreement was used in line \(used) of the audit log; ask for another one")
    }
    try database.execute(
      sql: "INSERT INTO agreement VALUES (?, ?)", arguments: [consent.agreement.blob, Int64(line.number)])
  }

  /// What the registry is called in agreements: the hash of the first line of its audit log.
  func registryHash() throws -> Hash256 {
    let text = try database.read { try String.fetchOne($0, sql: "SELECT line FROM audit WHERE number = 1") }
    guard let text else { throw AuditLine.tampered(1) }
    return try AuditLine(text: text, number: 1).hash
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
