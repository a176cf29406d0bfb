internal import Cryptography
internal import Foundation
internal import GRDB

extension RegistryStore {
  func setting(_ name: String) throws -> String? {
    try database.read { try String.fetchOne($0, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name]) }
  }

  func set(_ name: String, _ value: String) throws {
    try database.write {
      try $0.execute(sql: "INSERT OR REPLACE INTO setting VALUES (?, ?)", arguments: [name, value])
    }
  }

  func managers() throws -> [ManagerIdentity] {
    try database.read { database in
      try Row.fetchAll(database, sql: "SELECT * FROM manager ORDER BY account").map { row in
        guard let account = Address(try row.bytes("account")) else { throw StoredRecord.damaged }
        return ManagerIdentity(account: account, openingKey: try PublicKey(compressed: try row.bytes("openingKey")))
      }
    }
  }

  /// The registry's keys that are wrapped for a manager, by their epoch.
  func keyring(of manager: Address) throws -> [UInt32: [UInt8]] {
    try database.read { database in
      var keys: [UInt32: [UInt8]] = [:]
      let rows = try Row.fetchAll(
        database, sql: "SELECT epoch, wrapped FROM keyring WHERE manager = ?", arguments: [manager.bytes.blob])
      for row in rows { keys[UInt32(truncatingIfNeeded: row["epoch"] as Int64)] = try row.bytes("wrapped") }
      return keys
    }
  }

  /// Writes the first key and settings of a new registry.
  /// - Throws: ``RegistryError`` `exists`
  func create(_ settings: [String: String], _ manager: ManagerIdentity, _ wrapped: [UInt8]) throws {
    try database.write { database in
      guard try Int.fetchOne(database, sql: "SELECT count(*) FROM setting") == 0 else {
        throw RegistryError(.exists, "there is a registry already; choose another folder for a new one")
      }
      for (name, value) in settings {
        try database.execute(sql: "INSERT INTO setting VALUES (?, ?)", arguments: [name, value])
      }
      try Self.insert(manager, database)
      try Self.insert(1, manager.account, wrapped, database)
    }
  }

  /// Adds a key of the next epoch, wrapped for every manager.
  func add(epoch: UInt32, _ wrapped: [Address: [UInt8]]) throws {
    try database.write { database in
      for (manager, bytes) in wrapped { try Self.insert(epoch, manager, bytes, database) }
    }
  }

  /// Destroys the keys of epochs before this one.
  func forgetKeys(before epoch: UInt32) throws {
    try database.write { try $0.execute(sql: "DELETE FROM keyring WHERE epoch < ?", arguments: [Int64(epoch)]) }
    try forgetLog()
  }

  /// Adds a manager with everything wrapped for him, or nothing.
  func admit(_ manager: ManagerIdentity, keyring: [UInt32: [UInt8]], records: [Int64: [UInt8]]) throws {
    try database.write { database in
      try Self.insert(manager, database)
      for (epoch, wrapped) in keyring { try Self.insert(epoch, manager.account, wrapped, database) }
      for (row, wrapped) in records {
        try database.execute(
          sql: "INSERT INTO wrappedKey VALUES (?, ?, ?)", arguments: [row, manager.account.bytes.blob, wrapped.blob])
      }
    }
  }

  /// Destroys everything that is wrapped for a manager.
  func remove(_ manager: Address) throws {
    try database.write { try $0.execute(sql: "DELETE FROM manager WHERE account = ?", arguments: [manager.bytes.blob]) }
    try forgetLog()
  }

  private static func insert(_ manager: ManagerIdentity, _ database: Database) throws {
    try database.execute(
      sql: "INSERT INTO manager VALUES (?, ?)",
      arguments: [manager.account.bytes.blob, manager.openingKey.compressed.blob])
  }

  private static func insert(
    _ epoch: UInt32, _ manager: Address, _ wrapped: [UInt8], _ database: Database
  ) throws {
    try database.execute(
      sql: "INSERT INTO keyring VALUES (?, ?, ?)", arguments: [Int64(epoch), manager.bytes.blob, wrapped.blob])
  }
}
