package import Cryptography
internal import Foundation
internal import GRDB
package import VeilEvidence

extension AgentStore {
  /// All keys in the order of their use.
  package func devices() throws -> [StoredDevice] {
    try read { try Row.fetchAll($0, sql: "SELECT * FROM device ORDER BY id").map { try StoredDevice($0) } }
  }

  /// The key in use, if there is one.
  package func currentDevice() throws -> StoredDevice? {
    try read { try Self.current($0) }
  }

  static func current(_ database: Database) throws -> StoredDevice? {
    try Row.fetchOne(database, sql: "SELECT * FROM device WHERE retired = 0 ORDER BY id DESC LIMIT 1")
      .map { try StoredDevice($0) }
  }

  /// Notes the first key, or one that follows a lost one.
  package func addDevice(_ device: Address, day: Int) throws {
    try write { database in
      try database.execute(sql: "UPDATE device SET retired = 1, handedOver = 1 WHERE retired = 0")
      try Self.insert(device, day: day, database)
    }
  }

  static func insert(_ device: Address, day: Int, _ database: Database) throws {
    try database.execute(sql: "INSERT INTO device (device, day) VALUES (?, ?)", arguments: [device.blob, day])
  }

  /// Notes that a key goes on for the one in use.
  static func handOver(_ statement: DeviceChain.HandOver, day: Int, _ database: Database) throws {
    try insert(statement.to.address, day: day, database)
    try database.execute(
      sql: "UPDATE device SET retired = 1, successor = ?, signature = ? WHERE device = ? AND retired = 0",
      arguments: [statement.to.address.blob, Data(statement.signature.bytes), statement.from.address.blob])
    guard database.changesCount == 1 else { throw damaged }
  }

  package func markEnrolled(_ device: Address) throws {
    try write { try $0.execute(sql: "UPDATE device SET enrolled = 1 WHERE device = ?", arguments: [device.blob]) }
  }

  /// The cloud knows the successor of a key, which is enrolled thereby.
  package func markHandedOver(_ statement: DeviceChain.HandOver) throws {
    try write { database in
      try database.execute(
        sql: "UPDATE device SET handedOver = 1 WHERE device = ?", arguments: [statement.from.address.blob])
      try database.execute(
        sql: "UPDATE device SET enrolled = 1 WHERE device = ?", arguments: [statement.to.address.blob])
    }
  }

  /// Keys with which nothing is left to sign: retired, handed over, and of no open incident.
  package func finishedDevices() throws -> [Address] {
    try read { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT device FROM device WHERE retired = 1 AND handedOver = 1
            AND NOT EXISTS (SELECT 1 FROM segment WHERE segment.device = device.device AND sent = 0)
            AND NOT EXISTS (
              SELECT 1 FROM incident WHERE incident.device = device.device AND state NOT IN ('done', 'failed'))
          """)
      return try rows.map { try $0.address("device") }
    }
  }
}
