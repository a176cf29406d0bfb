internal import Foundation
internal import GRDB

/// The agent's durable queue (SQLite, write-ahead log, every commit forced to the disk): devices, records, incidents and
/// slots. A step exists once its transaction is committed; power may fail at any other moment.
package final class AgentStore: Sendable {
  let queue: DatabaseQueue
  package let folder: StateFolder

  /// Opens or makes the queue.
  /// - Throws: `damagedState`, `notWritable`.
  package init(_ folder: StateFolder, readOnly: Bool = false) throws {
    self.folder = folder
    var configuration = Configuration()
    configuration.readonly = readOnly
    configuration.busyMode = .timeout(5)
    configuration.foreignKeysEnabled = true
    if !readOnly {
      configuration.journalMode = .wal
      configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    }
    do {
      queue = try DatabaseQueue(path: folder.database, configuration: configuration)
      try queue.read { database in
        guard try String.fetchOne(database, sql: "PRAGMA quick_check(1)") == "ok" else { throw Self.damaged }
      }
      if !readOnly { try Self.migrator.migrate(queue) }
    } catch {
      throw Self.sentence(error)
    }
  }

  static let damaged = AgentError(
    .damagedState,
    "the queue in the state folder is damaged; move the folder away and start anew with fresh slots from the owner: "
      + "the films on the card get new records under a new key")

  /// Reads, with errors of the database as sentences.
  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do { return try queue.read(body) } catch { throw Self.sentence(error) }
  }

  /// Writes in one transaction, with errors of the database as sentences.
  func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do { return try queue.write(body) } catch { throw Self.sentence(error) }
  }

  private static func sentence(_ error: any Error) -> any Error {
    guard let error = error as? DatabaseError else { return error is DecodingError ? damaged : error }
    switch error.resultCode {
    case .SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_CONSTRAINT, .SQLITE_ERROR: return damaged
    case .SQLITE_FULL: return AgentError(.notWritable, "the queue cannot be written: no space left on the device")
    case .SQLITE_BUSY: return AgentError(.inUse, "another process holds the queue; stop it first")
    case .SQLITE_CANTOPEN:
      return AgentError(.notReadable, "there is no agent's state here; `veilcam dashcam run` makes one")
    default: return AgentError(.notWritable, "the queue cannot be used; check the disk of the state folder")
    }
  }

  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("v1") { try $0.execute(sql: schema) }
    return migrator
  }

  private static let schema = """
    CREATE TABLE setting (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL);
    CREATE TABLE device (
      id INTEGER PRIMARY KEY AUTOINCREMENT, device BLOB NOT NULL UNIQUE CHECK (length(device) = 20),
      day INTEGER NOT NULL, retired INTEGER NOT NULL DEFAULT 0, successor BLOB, signature BLOB,
      enrolled INTEGER NOT NULL DEFAULT 0, handedOver INTEGER NOT NULL DEFAULT 0);
    CREATE TABLE segment (
      id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL, inode INTEGER NOT NULL, byteCount INTEGER NOT NULL,
      modified INTEGER NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL, frameHash BLOB NOT NULL,
      contentRoot BLOB NOT NULL, videoHash BLOB NOT NULL, device BLOB NOT NULL REFERENCES device (device),
      number INTEGER NOT NULL, record BLOB NOT NULL CHECK (length(record) = 161), damaged INTEGER NOT NULL DEFAULT 0,
      sent INTEGER NOT NULL DEFAULT 0, receipt TEXT, fault TEXT, UNIQUE (device, number), UNIQUE (device, videoHash));
    CREATE INDEX segmentByPath ON segment (path);
    CREATE INDEX segmentToSend ON segment (id) WHERE sent = 0;
    CREATE TABLE skipped (
      path TEXT NOT NULL, inode INTEGER NOT NULL, byteCount INTEGER NOT NULL, modified INTEGER NOT NULL,
      reason TEXT NOT NULL, PRIMARY KEY (path, inode, byteCount, modified));
    CREATE TABLE incident (
      id BLOB PRIMARY KEY NOT NULL CHECK (length(id) = 32), state TEXT NOT NULL, impact INTEGER NOT NULL,
      lastImpact INTEGER NOT NULL, created INTEGER NOT NULL, segments TEXT NOT NULL DEFAULT '[]', device BLOB,
      protection TEXT, sealing TEXT, binding TEXT, claim TEXT, publishAt INTEGER, evidence TEXT, problem TEXT,
      attempts INTEGER NOT NULL DEFAULT 0, nextAttempt INTEGER NOT NULL DEFAULT 0);
    CREATE TABLE event (
      source TEXT NOT NULL, time INTEGER NOT NULL, magnitude REAL NOT NULL,
      incident BLOB NOT NULL REFERENCES incident (id), PRIMARY KEY (source, time));
    CREATE TABLE slot (
      position INTEGER PRIMARY KEY AUTOINCREMENT, number INTEGER NOT NULL UNIQUE, content TEXT NOT NULL,
      incident BLOB UNIQUE REFERENCES incident (id));
    """
}
