internal import GRDB

extension SQLiteStore {
  package func appendAudit(_ entries: [StoredAudit]) async throws {
    try await write { db in
      let statement = try db.cachedStatement(sql: "INSERT INTO audit (logIndex, text) VALUES (?, ?)")
      for entry in entries { try statement.execute(arguments: [entry.index, entry.text]) }
    }
  }

  package func auditEntries(from index: Int, count: Int) async throws -> [StoredAudit] {
    try await read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM audit WHERE logIndex >= ? ORDER BY logIndex LIMIT ?", arguments: [index, count]
      ).map { StoredAudit(index: try $0.integer("logIndex"), text: try $0.text("text")) }
    }
  }

  package func document(_ name: String) async throws -> String? {
    try await read { try String.fetchOne($0, sql: "SELECT text FROM document WHERE name = ?", arguments: [name]) }
  }

  package func set(_ name: String, to document: String) async throws {
    try await write {
      try $0.execute(
        sql: "INSERT INTO document VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET text = excluded.text",
        arguments: [name, document])
    }
  }
}
