package import Cryptography
internal import GRDB

/// How a log was at some time.
package struct LogMark: Sendable, Hashable {
  package let size: Int
  package let root: Hash256

  package init(size: Int, root: Hash256) {
    self.size = size
    self.root = root
  }
}

extension DeskStore {
  /// How the cloud's audit log was when this desk looked at it last and found it right.
  func auditMark(of cloud: Address) throws -> LogMark? {
    try database.read { database in
      let row = try Row.fetchOne(
        database, sql: "SELECT size, root FROM cloudLog WHERE cloud = ?", arguments: [cloud.description])
      guard let row, let root = Hash256(hex: row["root"] as String) else { return nil }
      return LogMark(size: row["size"], root: root)
    }
  }

  func remember(_ mark: LogMark, of cloud: Address) throws {
    try database.write { database in
      try database.execute(
        sql: "INSERT OR REPLACE INTO cloudLog (cloud, size, root) VALUES (?, ?, ?)",
        arguments: [cloud.description, mark.size, mark.root.description])
    }
  }
}
