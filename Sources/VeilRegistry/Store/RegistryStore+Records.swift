internal import Cryptography
internal import Foundation
internal import GRDB
internal import VeilLedger

extension RegistryStore {
  /// Writes a record as pending, all of it or nothing.
  /// - Throws: ``RegistryError`` `exists` where the person is enrolled.
  func insert(_ record: NewRecord) throws -> StoredRecord {
    try database.write { database in
      if let replaced = record.replaces {
        // The old version stays findable until the new one is on the ledger, but no longer stands for the person.
        try database.execute(sql: "UPDATE record SET identity = NULL WHERE id = ?", arguments: [replaced.bytes.blob])
      }
      if let known = try Data.fetchOne(
        database, sql: "SELECT id FROM record WHERE identity = ?", arguments: [record.identity.blob])
      {
        throw RegistryError(
          .exists, "this person is enrolled as record \(try RecordID(bytes: Array(known))); use --replaces to change it"
        )
      }
      try database.execute(
        sql: """
          INSERT INTO record (id, epoch, state, replaces, identity, salt, commitment, ciphertext, ciphertextHash)
          VALUES (?, ?, 'pending', ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          record.id.bytes.blob, Int64(record.epoch), record.replaces?.bytes.blob, record.identity.blob,
          record.salt.blob, record.commitment.blob, record.ciphertext.blob, record.ciphertextHash.blob,
        ])
      let row = database.lastInsertedRowID
      for (manager, wrapped) in record.wrappedKeys {
        try database.execute(
          sql: "INSERT INTO wrappedKey VALUES (?, ?, ?)", arguments: [row, manager.bytes.blob, wrapped.blob])
      }
      for token in record.tokens {
        try database.execute(sql: "INSERT INTO token VALUES (?, ?)", arguments: [token.blob, row])
      }
      for template in record.templates {
        try database.execute(
          sql: "INSERT INTO template (record, embedder, bits) VALUES (?, ?, ?)",
          arguments: [row, template.embedder, template.bits.bytes.blob])
      }
      return try StoredRecord.fetchOne(database, sql: "SELECT * FROM record WHERE number = ?", arguments: [row])
        ?? { throw StoredRecord.damaged }()
    }
  }

  /// Notes that the ledger has a record, and takes the one that it replaces out of use.
  func setLive(_ record: StoredRecord, entry: UInt64) throws {
    try database.write { database in
      try database.execute(
        sql: "UPDATE record SET state = 'live', entry = ? WHERE number = ?", arguments: [Int64(entry), record.row])
      guard let replaced = record.replaces else { return }
      try database.execute(
        sql: """
          UPDATE record SET state = 'erased', revocation = 1, isRevocationSettled = TRUE, ciphertext = NULL
          WHERE id = ?
          """, arguments: [replaced.bytes.blob])
      try Self.forget(replaced, database, keepsKeys: false)
    }
  }

  /// Takes a record out of use; the ledger hears of it afterwards. Erasing destroys key and ciphertext.
  func withdraw(_ record: StoredRecord, _ reason: RegistryRevocation) throws {
    let isErased = reason == .erased
    try database.write { database in
      let identity = try Data.fetchOne(
        database, sql: "SELECT identity FROM record WHERE number = ?", arguments: [record.row])
      try database.execute(
        sql: """
          UPDATE record SET state = ?, revocation = COALESCE(revocation, ?), identity = NULL,
            isRevocationSettled = revocation IS NOT NULL AND isRevocationSettled,
            ciphertext = CASE WHEN ? THEN NULL ELSE ciphertext END
          WHERE number = ?
          """,
        arguments: [isErased ? "erased" : "revoked", Int64(reason.rawValue), isErased, record.row])
      try Self.forget(record.id, database, keepsKeys: !isErased)
      guard record.state == .pending, let replaced = record.replaces else { return }
      // A new version that is given up: the old one stands for the person again.
      try database.execute(
        sql: "UPDATE record SET identity = ? WHERE id = ? AND state = 'live'",
        arguments: [identity, replaced.bytes.blob])
    }
    try forgetLog()
  }

  func setRevocationSettled(_ record: StoredRecord) throws {
    try database.write { database in
      try database.execute(
        sql: "UPDATE record SET isRevocationSettled = TRUE WHERE number = ?", arguments: [record.row])
    }
  }

  private static func forget(_ id: RecordID, _ database: Database, keepsKeys: Bool) throws {
    for table in ["token", "template"] + (keepsKeys ? [] : ["wrappedKey"]) {
      try database.execute(
        sql: "DELETE FROM \(table) WHERE record = (SELECT number FROM record WHERE id = ?)",
        arguments: [id.bytes.blob])
    }
  }
}
