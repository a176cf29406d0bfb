internal import Foundation
internal import GRDB

/// What a desk remembers, in one SQLite file: its requests with the index of each one's key, what was opened, which
/// requests it has seen, and its audit log. No secrets.
package struct DeskStore: Sendable {
  let database: DatabaseQueue

  /// Opens or makes the file; its folder is made for its owner only.
  /// - Throws: `damagedState`.
  package init(path: String) throws {
    let folder = (path as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    var configuration = Configuration()
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;")
    }
    configuration.busyMode = .timeout(5)
    do {
      database = try DatabaseQueue(path: path, configuration: configuration)
      try Self.migrator.migrate(database)
    } catch let error as DatabaseError {
      throw DeskError(.damagedState, "\(path) cannot be used: \(error.message ?? "it is no desk's file")")
    }
  }

  /// A store in memory, for tests and demonstrations.
  package init() throws {
    database = try DatabaseQueue()
    try Self.migrator.migrate(database)
  }

  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("desk 1") { database in
      try database.create(table: "outgoingRequest") { table in
        table.autoIncrementedPrimaryKey("keyIndex")
        table.column("evidence", .text).notNull()
        table.column("incident", .text).notNull()
        table.column("rendition", .integer).notNull()
        table.column("account", .text).notNull()
        table.column("publicKey", .text).notNull()
        table.column("reward", .text).notNull()
        table.column("reason", .text).notNull()
        table.column("createdAt", .integer).notNull()
        table.column("address", .text).unique()
        table.column("transaction", .text)
        table.column("films", .text)
        table.column("checks", .text)
        table.column("fault", .text)
      }
      try database.create(table: "incomingRequest") { table in
        table.primaryKey("address", .text)
        table.column("seenAt", .integer).notNull()
        table.column("notifiedAt", .integer)
      }
      try database.create(table: "auditEntry") { table in
        table.autoIncrementedPrimaryKey("number")
        table.column("time", .integer).notNull()
        table.column("action", .text).notNull()
        table.column("subject", .text).notNull()
        table.column("reason", .text).notNull()
        table.column("previous", .text).notNull()
        table.column("hash", .text).notNull()
      }
    }
    migrator.registerMigration("desk 2") { database in
      try database.create(table: "cloudLog") { table in
        table.primaryKey("cloud", .text)
        table.column("size", .integer).notNull()
        table.column("root", .text).notNull()
      }
    }
    return migrator
  }
}
