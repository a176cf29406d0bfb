internal import Foundation
package import GRDB

/// A request that this desk made, as its store remembers it.
package struct OutgoingRequest: Sendable, Hashable, Codable, FetchableRecord, MutablePersistableRecord {
  package static let databaseTableName = "outgoingRequest"

  /// The index of its key among those of the desk's seed; nil before it is stored.
  package var keyIndex: Int64?
  package var evidence: String
  package var incident: String
  package var rendition: UInt8
  /// The account that made it.
  package var account: String
  /// The Umbral key that it names, compressed, in hexadecimal.
  package var publicKey: String
  /// In wei, decimal.
  package var reward: String
  package var reason: String
  /// Milliseconds since 1970.
  package var createdAt: Int64
  /// The request contract; nil until the transaction lies in a block.
  package var address: String?
  package var transaction: String?
  /// Paths of opened films, as JSON.
  package var films: [String]?
  package var checks: [DeskCheck]?
  /// Why the last try to redeem failed.
  package var fault: String?

  package mutating func didInsert(_ inserted: InsertionSuccess) { keyIndex = inserted.rowID }
}

extension DeskStore {
  /// Stores a request before it is sent, so that its key is never lost, and gives it its index.
  func insert(_ request: OutgoingRequest) throws -> OutgoingRequest {
    try database.write { try request.inserted($0) }
  }

  func update(_ request: OutgoingRequest) throws {
    try database.write { try request.update($0) }
  }

  /// The latest first.
  func outgoingRequests() throws -> [OutgoingRequest] {
    try database.read { try OutgoingRequest.order(Column("keyIndex").desc).fetchAll($0) }
  }

  func outgoingRequest(at address: String) throws -> OutgoingRequest? {
    try database.read { try OutgoingRequest.filter(Column("address") == address).fetchOne($0) }
  }
}
