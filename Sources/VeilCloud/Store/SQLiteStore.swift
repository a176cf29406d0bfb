internal import Foundation
internal import GRDB
internal import VeilCloudAPI

/// Everything but blobs in one SQLite file with a write-ahead log: many readers beside one writer.
package struct SQLiteStore: Store {
  let pool: DatabasePool

  /// Opens the file, makes it where it is not there, and brings its schema up to date.
  /// - Throws: ``CloudError`` `localFile`.
  package init(path: String) throws {
    var configuration = Configuration()
    configuration.maximumReaderCount = 4
    configuration.prepareDatabase { db in
      // A receipt promises that the record is there for good.
      try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA cache_size = -6000; PRAGMA mmap_size = 0")
    }
    do {
      pool = try DatabasePool(path: path, configuration: configuration)
      try Self.migrator.migrate(pool)
    } catch {
      throw CloudError(.localFile, "the cloud's store cannot be opened; check the data folder and the free space")
    }
  }

  func read<Value: Sendable>(_ work: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
    do {
      return try await pool.read(work)
    } catch let error as DatabaseError {
      throw Self.failure(error)
    }
  }

  func write<Value: Sendable>(_ work: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
    do {
      return try await pool.write(work)
    } catch let error as DatabaseError {
      throw Self.failure(error)
    }
  }

  private static func failure(_ error: DatabaseError) -> CloudError {
    guard error.resultCode != .SQLITE_FULL, error.extendedResultCode != .SQLITE_IOERR_WRITE else {
      return CloudError(.diskFull, "the cloud's disk is full; nothing was stored, try again later")
    }
    return CloudError(
      .internalError, "the cloud's store failed (\(error.extendedResultCode.rawValue)); try again later")
  }

  func damaged() -> CloudError {
    CloudError(.internalError, "the cloud's store holds something that it cannot have written; restore the backup")
  }
}
