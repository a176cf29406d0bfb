package import Cryptography
internal import Foundation
internal import GRDB
package import VeilEvidence

extension AgentStore {
  /// Whether a film was dealt with as it is now.
  package func isKnown(_ file: RecordingFile) throws -> Bool {
    let arguments: StatementArguments = [file.path, Int64(bitPattern: file.inode), file.byteCount, file.modified]
    return try read { database in
      for table in ["segment", "skipped"] {
        let sql = "SELECT 1 FROM \(table) WHERE path = ? AND inode = ? AND byteCount = ? AND modified = ?"
        if try Int.fetchOne(database, sql: sql, arguments: arguments) != nil { return true }
      }
      return false
    }
  }

  /// Notes why a film has no record.
  package func skip(_ file: RecordingFile, reason: String) throws {
    try write { database in
      try database.execute(
        sql: "INSERT OR REPLACE INTO skipped VALUES (?, ?, ?, ?, ?)",
        arguments: [file.path, Int64(bitPattern: file.inode), file.byteCount, file.modified, reason])
    }
  }

  /// Films without a record, with the reasons.
  package func skippedCount() throws -> Int {
    try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM skipped") ?? 0 }
  }

  /// The number that this film's record has under a key, if it has one: a copy of a film is no other film.
  package func number(of videoHash: Hash256, device: Address) throws -> UInt32? {
    try read { database in
      try UInt32.fetchOne(
        database, sql: "SELECT number FROM segment WHERE device = ? AND videoHash = ?",
        arguments: [device.blob, videoHash.blob])
    }
  }

  /// The last record of a key.
  package func lastRecord(of device: Address) throws -> SignedRecord? {
    try read { database in
      try Row.fetchOne(
        database, sql: "SELECT record FROM segment WHERE device = ? ORDER BY number DESC LIMIT 1",
        arguments: [device.blob]
      ).map { try SignedRecord(bytes: try $0.bytes("record")) }
    }
  }

  /// Notes a film with its record, after the hand-over to the key that signed it where there is one; all or nothing.
  /// - Throws: `damagedState` where the record does not follow the last one of its key: no number is used twice.
  package func append(
    _ segment: FinishedSegment, record: SignedRecord, handOver: DeviceChain.HandOver?, day: Int
  ) throws -> StoredSegment {
    try write { database in
      if let handOver { try Self.handOver(handOver, day: day, database) }
      let device = record.record.device.address
      let last = try Int64.fetchOne(
        database, sql: "SELECT max(number) FROM segment WHERE device = ?", arguments: [device.blob])
      guard Int64(record.record.number) == (last ?? -1) + 1, try Self.current(database)?.device == device else {
        throw Self.damaged
      }
      try database.execute(
        sql: """
          INSERT INTO segment (path, inode, byteCount, modified, start, "end", frameHash, contentRoot, videoHash, device,
            number, record, damaged) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          segment.file.path, Int64(bitPattern: segment.file.inode), segment.file.byteCount, segment.file.modified,
          segment.start, segment.end, segment.commitment.frameHash.blob, segment.commitment.contentRoot.blob,
          segment.commitment.videoHash.blob, device.blob, record.record.number, Data(record.bytes), segment.isDamaged,
        ])
      return StoredSegment(
        id: database.lastInsertedRowID, path: segment.file.path, byteCount: segment.file.byteCount,
        start: segment.start, end: segment.end, commitment: segment.commitment, record: record,
        isDamaged: segment.isDamaged)
    }
  }

  /// The latest films that have records, in the order of recording.
  package func recentSegments(_ count: Int = 60) throws -> [StoredSegment] {
    try read { database in
      try Row.fetchAll(database, sql: "SELECT * FROM segment ORDER BY id DESC LIMIT ?", arguments: [count])
        .reversed().map { try StoredSegment($0) }
    }
  }

  package func segments(_ ids: [Int64]) throws -> [StoredSegment] {
    try read { database in
      try ids.compactMap { id in
        try Row.fetchOne(database, sql: "SELECT * FROM segment WHERE id = ?", arguments: [id])
          .map { try StoredSegment($0) }
      }
    }
  }

  /// Records of a key that the cloud does not have, in their order.
  package func unsentSegments(of device: Address, limit: Int) throws -> [StoredSegment] {
    try read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM segment WHERE device = ? AND sent = 0 ORDER BY number LIMIT ?",
        arguments: [device.blob, limit]
      ).map { try StoredSegment($0) }
    }
  }

  /// Notes what the cloud said of records.
  package func noteAnswers(_ answers: [(segment: Int64, receipt: String?, fault: String?)]) throws {
    try write { database in
      for answer in answers {
        try database.execute(
          sql: "UPDATE segment SET sent = 1, receipt = coalesce(?, receipt), fault = ? WHERE id = ?",
          arguments: [answer.receipt, answer.fault, answer.segment])
      }
    }
  }

  /// Queues records again that the cloud has lost.
  /// - Returns: how many of them are in the queue now. Those that the cloud refused are not sent again.
  package func queueAgain(_ gap: RecordGap) throws -> Int {
    let range = "device = ? AND number BETWEEN ? AND ? AND fault IS NULL"
    let arguments: StatementArguments = [
      gap.device.blob, Int64(gap.numbers.lowerBound), Int64(gap.numbers.upperBound),
    ]
    return try write { database in
      try database.execute(sql: "UPDATE segment SET sent = 0 WHERE \(range)", arguments: arguments)
      return try Int.fetchOne(database, sql: "SELECT count(*) FROM segment WHERE \(range)", arguments: arguments) ?? 0
    }
  }

  /// Records: of a key or of all, and how many of them the cloud does not have.
  package func recordCounts(of device: Address? = nil) throws -> (all: Int, unsent: Int, refused: Int) {
    try read { database in
      let filter = device == nil ? "" : "WHERE device = ?"
      let arguments: StatementArguments = device.map { [$0.blob] } ?? []
      let row = try Row.fetchOne(
        database,
        sql: "SELECT count(*) AS n, coalesce(sum(sent = 0), 0) AS u, count(fault) AS f FROM segment \(filter)",
        arguments: arguments)
      return (row?["n"] ?? 0, row?["u"] ?? 0, row?["f"] ?? 0)
    }
  }
}
