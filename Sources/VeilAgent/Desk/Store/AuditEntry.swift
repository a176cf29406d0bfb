internal import Cryptography
internal import GRDB

/// A line of the desk's audit log. Each carries the hash of the one before, so that none can be changed or left out
/// unnoticed.
package struct AuditEntry: Sendable, Hashable, Codable, FetchableRecord, PersistableRecord {
  package static let databaseTableName = "auditEntry"

  /// From 1.
  package var number: Int64?
  /// Milliseconds since 1970.
  package var time: Int64
  package var action: String
  /// The request or account that it is about.
  package var subject: String
  package var reason: String
  package var previous: String
  package var hash: String

  /// H of the fields, each behind its length.
  func expectedHash() -> Hash256 {
    var hash = Keccak256()
    for text in [String(time), action, subject, reason, previous] {
      hash.update(withUnsafeBytes(of: UInt32(text.utf8.count).bigEndian) { Array($0) })
      hash.update(text.utf8)
    }
    return hash.finalize()
  }
}

extension DeskStore {
  /// Adds a line; it is on the disk when this returns.
  @discardableResult
  func audit(_ action: String, subject: String, reason: String, at time: Int64) throws -> AuditEntry {
    try database.write { database in
      let last = try AuditEntry.order(Column("number").desc).fetchOne(database)
      var entry = AuditEntry(
        number: nil, time: time, action: action, subject: subject, reason: reason,
        previous: last?.hash ?? Hash256().description, hash: "")
      entry.hash = entry.expectedHash().description
      try entry.insert(database)
      return entry
    }
  }

  /// The whole log in order.
  /// - Throws: `damagedState` where a line was changed or is missing.
  package func auditLog() throws -> [AuditEntry] {
    let entries = try database.read { try AuditEntry.order(Column("number")).fetchAll($0) }
    var previous = Hash256().description
    for entry in entries {
      guard entry.previous == previous, entry.hash == entry.expectedHash().description else {
        throw DeskError(.damagedState, "line \(entry.number ?? 0) of the desk's audit log was changed")
      }
      previous = entry.hash
    }
    return entries
  }
}
