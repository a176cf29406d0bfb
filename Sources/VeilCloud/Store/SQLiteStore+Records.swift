package import Cryptography
internal import Foundation
internal import GRDB
internal import VeilEvidence

extension SQLiteStore {
  package func records<Result: Sendable>(
    _ work: @escaping @Sendable (any RecordTransaction) throws -> Result
  ) async throws -> Result {
    try await write { try work(SQLiteRecordTransaction(db: $0)) }
  }

  package func record(ofFilm videoHash: Hash256, by device: Address) async throws -> StoredRecord? {
    try await read { try SQLiteRecordTransaction(db: $0).record(ofFilm: videoHash, by: device) }
  }

  package func recordGaps(
    of devices: Set<Address>, limit: Int
  ) async throws -> [(device: Address, range: ClosedRange<UInt32>)] {
    try await read { db in
      let transaction = SQLiteRecordTransaction(db: db)
      return try devices.sorted().flatMap { device in
        try transaction.gaps(of: device, limit: limit).map { (device: device, range: $0) }
      }
    }
  }

  package func recordEntries(from index: Int, count: Int) async throws -> [Hash256] {
    try await read { db in
      try Row.fetchAll(
        db, sql: "SELECT entry FROM record WHERE logIndex >= ? ORDER BY logIndex LIMIT ?", arguments: [index, count]
      ).map { try $0.hash("entry") }
    }
  }
}

/// Records within one transaction. Lives no longer than it.
struct SQLiteRecordTransaction: RecordTransaction {
  let db: Database

  func device(_ address: Address) throws -> StoredDevice? { try SQLiteStore.device(address, in: db) }

  func record(_ number: UInt32, of device: Address) throws -> StoredRecord? {
    let statement = try db.cachedStatement(sql: "SELECT * FROM record WHERE device = ? AND number = ?")
    return try Row.fetchOne(statement, arguments: [device.data, number]).map(Self.record)
  }

  func record(ofFilm videoHash: Hash256, by device: Address) throws -> StoredRecord? {
    let statement = try db.cachedStatement(sql: "SELECT * FROM record WHERE device = ? AND videoHash = ?")
    return try Row.fetchOne(statement, arguments: [device.data, videoHash.data]).map(Self.record)
  }

  func insert(_ stored: StoredRecord) throws {
    let statement = try db.cachedStatement(
      sql: """
        INSERT INTO record (logIndex, device, number, videoHash, signed, salt, entry, time)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """)
    let record = stored.record.record
    try statement.execute(arguments: [
      stored.index, record.device.address.data, record.number, record.videoHash.data, Data(stored.record.bytes),
      Data(stored.salt), try RecordLog.entry(stored.record, salt: stored.salt).data, Int64(clamping: stored.time),
    ])
  }

  func gaps(of device: Address, limit: Int) throws -> [ClosedRange<UInt32>] {
    let statement = try db.cachedStatement(sql: "SELECT count(*), max(number) FROM record WHERE device = ?")
    guard let row = try Row.fetchOne(statement, arguments: [device.data]), let highest = row[1] as Int64?,
      let count = row[0] as Int64?, count <= highest
    else { return [] }
    return try missing(of: device, limit: limit)
  }

  private func missing(of device: Address, limit: Int) throws -> [ClosedRange<UInt32>] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT before + 1 AS first, number - 1 AS last FROM
          (SELECT number, lag(number, 1, -1) OVER (ORDER BY number) AS before FROM record WHERE device = ?)
        WHERE number > before + 1 LIMIT ?
        """, arguments: [device.data, limit])
    return try rows.map { try $0.integer("first")...$0.integer("last") }
  }

  private static func record(_ row: Row) throws -> StoredRecord {
    guard let record = try? SignedRecord(bytes: Array(try row.data("signed"))) else { throw Row.damaged }
    return StoredRecord(
      index: try row.integer("logIndex"), record: record, salt: Array(try row.data("salt")),
      time: try row.integer("time"))
  }
}
