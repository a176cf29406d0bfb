internal import Foundation
package import GRDB

/// What a registry keeps off the ledger, in one SQLite file: ciphertexts, wrapped keys, the token index, templates and
/// the audit log. Nothing in it is readable without a manager's key.
package struct RegistryStore: Sendable {
  package let database: DatabaseQueue

  /// Opens or makes the file; its folder is made for its owner only.
  /// - Throws: ``RegistryError`` `damaged`, `notWritable`.
  package init(path: String) throws {
    let folder = (path as NSString).deletingLastPathComponent
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw RegistryError(.notWritable, "the folder \(folder) cannot be made; check the disk and its permissions")
    }
    do {
      database = try DatabaseQueue(path: path, configuration: Self.configuration)
      try Self.migrator.migrate(database)
    } catch let error as DatabaseError {
      throw RegistryError(.damaged, "\(path) cannot be used: \(error.message ?? "it is no registry")")
    }
  }

  /// A store in memory, for tests.
  package init() throws {
    database = try DatabaseQueue(configuration: Self.configuration)
    try Self.migrator.migrate(database)
  }

  /// What is deleted is overwritten, and what is written is on the disk before the ledger hears of it.
  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.prepareDatabase { database in
      try database.execute(
        sql: "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;")
    }
    configuration.busyMode = .timeout(5)
    return configuration
  }

  /// Empties the write-ahead log, in which what was deleted would lie on.
  func forgetLog() throws {
    try database.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
    }
  }

  private static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("registry 1") { database in
      try database.execute(sql: schema)
    }
    migrator.registerMigration("registry 2") { database in
      // Opening asks for these few; without it every open reads all records.
      try database.execute(
        sql: """
          CREATE INDEX recordByOpenRevocation ON record (number)
          WHERE revocation IS NOT NULL AND NOT isRevocationSettled
          """)
    }
    migrator.registerMigration("registry agreements") { database in
      try database.execute(
        sql: "CREATE TABLE agreement (hash BLOB PRIMARY KEY CHECK (length(hash) = 32), line INTEGER NOT NULL)")
    }
    return migrator
  }

  private static let schema = """
    CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL);
    CREATE TABLE manager (account BLOB PRIMARY KEY CHECK (length(account) = 20), openingKey BLOB NOT NULL);
    CREATE TABLE keyring (
      epoch INTEGER NOT NULL, manager BLOB NOT NULL REFERENCES manager ON DELETE CASCADE, wrapped BLOB NOT NULL,
      PRIMARY KEY (epoch, manager)
    );
    CREATE TABLE record (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
      epoch INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('pending', 'live', 'revoked', 'erased')),
      entry INTEGER UNIQUE,
      replaces BLOB,
      identity BLOB UNIQUE,
      salt BLOB NOT NULL,
      commitment BLOB NOT NULL UNIQUE,
      ciphertext BLOB,
      ciphertextHash BLOB NOT NULL,
      revocation INTEGER,
      isRevocationSettled BOOLEAN NOT NULL DEFAULT FALSE
    );
    CREATE INDEX recordByState ON record (state);
    CREATE TABLE wrappedKey (
      record INTEGER NOT NULL REFERENCES record ON DELETE CASCADE,
      manager BLOB NOT NULL REFERENCES manager ON DELETE CASCADE, wrapped BLOB NOT NULL,
      PRIMARY KEY (record, manager)
    );
    CREATE TABLE token (
      token BLOB NOT NULL, record INTEGER NOT NULL REFERENCES record ON DELETE CASCADE, PRIMARY KEY (token, record)
    ) WITHOUT ROWID;
    CREATE INDEX tokenByRecord ON token (record);
    CREATE TABLE template (
      number INTEGER PRIMARY KEY, record INTEGER NOT NULL REFERENCES record ON DELETE CASCADE,
      embedder TEXT NOT NULL, bits BLOB NOT NULL
    );
    CREATE INDEX templateByRecord ON template (record);
    CREATE TABLE audit (number INTEGER PRIMARY KEY, line TEXT NOT NULL);
    """
}
