internal import Cryptography
package import Ethereum
internal import Foundation
internal import GRDB

/// What was read of the ledger, on the disk or in memory: the desk's events with the cursor that says how far they reach.
/// Nothing in it is secret or cannot be read again; a file that is damaged or of another chain begins anew.
package actor LedgerCache: LogCursorStore {
  private let database: DatabaseQueue
  private var cursor: LogCursor?

  /// - Parameters:
  ///   - path: nil keeps it in memory.
  ///   - chain: what tells this chain and its contracts from others.
  package init(path: String?, chain: String) throws {
    guard let path else {
      database = try DatabaseQueue()
      cursor = try Self.prepare(database, chain: chain)
      return
    }
    do {
      (database, cursor) = try Self.open(path, chain: chain)
    } catch is DatabaseError {
      for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
      (database, cursor) = try Self.open(path, chain: chain)
    }
  }

  private static func open(_ path: String, chain: String) throws -> (DatabaseQueue, LogCursor?) {
    try FileManager.default.createDirectory(
      atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { database in
      // The last commits may be lost with the power, never an earlier one alone: they are read again.
      try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;")
    }
    let database = try DatabaseQueue(path: path, configuration: configuration)
    return (database, try prepare(database, chain: chain))
  }

  /// Makes the tables, and forgets what the cursor does not vouch for: another process may have read further, on blocks
  /// that are no longer there.
  private static func prepare(_ database: DatabaseQueue, chain: String) throws -> LogCursor? {
    try database.write { database in
      try database.execute(
        sql: """
          CREATE TABLE IF NOT EXISTS state (chain TEXT NOT NULL, cursor TEXT NOT NULL);
          CREATE TABLE IF NOT EXISTS event (
            block INTEGER NOT NULL, blockHash TEXT NOT NULL, place INTEGER NOT NULL, body TEXT NOT NULL,
            PRIMARY KEY (block, blockHash, place)) WITHOUT ROWID;
          CREATE TABLE IF NOT EXISTS deadline (request TEXT PRIMARY KEY NOT NULL, time INTEGER NOT NULL) WITHOUT ROWID;
          """)
      let row = try Row.fetchOne(database, sql: "SELECT chain, cursor FROM state")
      let isOurs = row.map { $0["chain"] as String == chain } ?? false
      let text: String? = isOurs ? row?["cursor"] : nil
      guard let text, let cursor = try? LogCursor(json: JSON(parsing: Array(text.utf8))) else {
        try clear(database, chain: chain)
        return nil
      }
      let next = Int64(clamping: cursor.next)
      try database.execute(sql: "DELETE FROM event WHERE block >= ?", arguments: [next])
      for entry in cursor.recent {
        try database.execute(
          sql: "DELETE FROM event WHERE block = ? AND blockHash <> ?",
          arguments: [Int64(clamping: entry.number), entry.hash.description])
      }
      return cursor
    }
  }

  private static func clear(_ database: Database, chain: String) throws {
    try database.execute(
      sql: "DELETE FROM event; DELETE FROM deadline; DELETE FROM state; INSERT INTO state VALUES (?, '')",
      arguments: [chain])
  }

  /// Forgets everything.
  func clear() throws {
    try database.write { database in
      let chain = try String.fetchOne(database, sql: "SELECT chain FROM state") ?? ""
      try Self.clear(database, chain: chain)
    }
    cursor = nil
  }

  // MARK: Cursor

  package func load() -> LogCursor? { cursor }

  package func save(_ cursor: LogCursor) throws {
    try database.write { database in
      try database.execute(sql: "UPDATE state SET cursor = ?", arguments: [cursor.json.text])
    }
    self.cursor = cursor
  }

  // MARK: Events

  /// All events that the cursor vouches for, in their order.
  /// - Throws: `damagedState` where one cannot be read.
  func events() throws -> [LocatedDeskEvent] {
    try database.read { database in
      let rows = try Row.fetchCursor(database, sql: "SELECT * FROM event ORDER BY block, place")
      var events: [LocatedDeskEvent] = []
      while let row = try rows.next() {
        let (block, place): (Int64, Int64) = (row["block"], row["place"])
        let (hash, body): (String, String) = (row["blockHash"], row["body"])
        guard let hash = Hash256(hex: hash), let event = try? CachedEvent(text: body).event() else {
          throw DeskError(.damagedState, "the desk's copy of the ledger is damaged")
        }
        events.append(
          LocatedDeskEvent(
            event, block: UInt64(clamping: block), blockHash: hash, index: UInt64(clamping: place)))
      }
      return events
    }
  }

  func add(_ events: [LocatedDeskEvent]) throws {
    try database.write { database in
      for event in events {
        try database.execute(
          sql: "INSERT OR REPLACE INTO event VALUES (?, ?, ?, ?)",
          arguments: [
            Int64(clamping: event.block), event.blockHash.description, Int64(clamping: event.index),
            try CachedEvent(event.event).text,
          ])
      }
    }
  }

  func remove(_ events: [LocatedDeskEvent]) throws {
    try database.write { database in
      for event in events {
        try database.execute(
          sql: "DELETE FROM event WHERE block = ? AND blockHash = ? AND place = ?",
          arguments: [Int64(clamping: event.block), event.blockHash.description, Int64(clamping: event.index)])
      }
    }
  }

  // MARK: Deadlines

  /// Until when each request can be approved, in seconds since 1970. It is part of a request's address, so it never changes.
  func deadlines() throws -> [Address: Int64] {
    try database.read { database in
      var deadlines: [Address: Int64] = [:]
      for row in try Row.fetchAll(database, sql: "SELECT request, time FROM deadline") {
        if let request = try? Address(row["request"] as String) { deadlines[request] = row["time"] }
      }
      return deadlines
    }
  }

  func add(deadline: Int64, of request: Address) throws {
    try database.write { database in
      try database.execute(
        sql: "INSERT OR REPLACE INTO deadline VALUES (?, ?)", arguments: [request.description, deadline])
    }
  }
}
