internal import Cryptography
internal import Foundation
internal import GRDB

extension RegistryStore {
  /// - Throws: ``RegistryError`` `notFound`
  func record(_ id: RecordID) throws -> StoredRecord {
    let found = try database.read { database in
      try StoredRecord.fetchOne(database, sql: "SELECT * FROM record WHERE id = ?", arguments: [id.bytes.blob])
    }
    guard let found else {
      throw RegistryError(.notFound, "there is no record \(id); `registry search` shows those that are there")
    }
    return found
  }

  func records(_ state: StoredRecord.State) throws -> [StoredRecord] {
    try database.read { database in
      try StoredRecord.fetchAll(
        database, sql: "SELECT * FROM record WHERE state = ? ORDER BY number", arguments: [state.rawValue])
    }
  }

  /// Records whose revocation the ledger has not been told yet.
  func unsettledRevocations() throws -> [StoredRecord] {
    try database.read { database in
      try StoredRecord.fetchAll(
        database,
        sql: "SELECT * FROM record WHERE revocation IS NOT NULL AND NOT isRevocationSettled ORDER BY number")
    }
  }

  /// The live records that have all of the tokens.
  func records(with tokens: [Hash256]) throws -> [StoredRecord] {
    guard let first = tokens.first else { return [] }
    let others = tokens.dropFirst().map { _ in
      "AND EXISTS (SELECT 1 FROM token WHERE token = ? AND record = record.number)"
    }
    let sql = """
      SELECT record.* FROM token AS found JOIN record ON record.number = found.record
      WHERE found.token = ? AND record.state = 'live' \(others.joined(separator: " ")) ORDER BY record.number
      """
    // The name of the outer table inside EXISTS must not be hidden by the column of the inner one.
    let query = sql.replacing("record = record.number", with: "token.record = found.record")
    return try database.read { database in
      try StoredRecord.fetchAll(
        database, sql: query, arguments: StatementArguments([first.blob] + tokens.dropFirst().map(\.blob)))
    }
  }

  func tokens(of record: StoredRecord) throws -> [Hash256] {
    try database.read { database in
      try Row.fetchAll(database, sql: "SELECT token FROM token WHERE record = ?", arguments: [record.row])
        .map { try $0.hash("token") }
    }
  }

  func wrappedKey(of record: StoredRecord, for manager: Address) throws -> [UInt8]? {
    try database.read { database in
      try Data.fetchOne(
        database, sql: "SELECT wrapped FROM wrappedKey WHERE record = ? AND manager = ?",
        arguments: [record.row, manager.bytes.blob]
      ).map { Array($0) }
    }
  }

  /// Templates of live records of one embedder, with the store's number of their record.
  func templates(embedder: String) throws -> [(row: Int64, epoch: UInt32, template: FaceTemplate)] {
    try database.read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT template.record, record.epoch, bits FROM template JOIN record ON record.number = template.record
          WHERE record.state = 'live' AND embedder = ?
          """, arguments: [embedder]
      ).map { row in
        guard let template = FaceTemplate(bytes: try row.bytes("bits")) else { throw StoredRecord.damaged }
        return (row["record"], UInt32(truncatingIfNeeded: row["epoch"] as Int64), template)
      }
    }
  }

  func record(row: Int64) throws -> StoredRecord {
    try database.read { database in
      try StoredRecord.fetchOne(database, sql: "SELECT * FROM record WHERE number = ?", arguments: [row])
    } ?? { throw StoredRecord.damaged }()
  }

  /// How many records there are in each state.
  package func counts() throws -> [StoredRecord.State: Int] {
    try database.read { database in
      var counts: [StoredRecord.State: Int] = [:]
      for row in try Row.fetchAll(database, sql: "SELECT state, count(*) AS n FROM record GROUP BY state") {
        if let state = StoredRecord.State(rawValue: row["state"]) { counts[state] = row["n"] }
      }
      return counts
    }
  }
}

extension RegistryStore {
  /// The record that stands for a person.
  func record(identity: Hash256) throws -> RecordID? {
    try database.read { database in
      try Data.fetchOne(database, sql: "SELECT id FROM record WHERE identity = ?", arguments: [identity.blob])
    }.map { try RecordID(bytes: Array($0)) }
  }

  /// Whether the ledger has still to be told of a revocation.
  func isRevocationOpen(_ record: StoredRecord) throws -> Bool {
    try database.read { database in
      try Bool.fetchOne(
        database, sql: "SELECT revocation IS NOT NULL AND NOT isRevocationSettled FROM record WHERE number = ?",
        arguments: [record.row])
    } ?? false
  }
}
