package import Cryptography
internal import GRDB

extension SQLiteStore {
  package func device(_ address: Address) async throws -> StoredDevice? {
    try await read { try Self.device(address, in: $0) }
  }

  package func enrol(_ device: StoredDevice) async throws -> StoredDevice {
    try await write { db in
      try Self.insert(device, in: db)
      return try Self.device(device.address, in: db) ?? device
    }
  }

  package func handOver(from: Address, recordLimit: UInt32, to next: StoredDevice) async throws -> Bool {
    try await write { db in
      guard let old = try Self.device(from, in: db) else { return false }
      if let successor = old.successor { return successor == next.address && old.recordLimit == recordLimit }
      guard try Self.device(next.address, in: db) == nil else { return false }
      try db.execute(
        sql: "UPDATE device SET successor = ?, recordLimit = ? WHERE address = ?",
        arguments: [next.address.data, recordLimit, from.data])
      try Self.insert(next, in: db)
      return true
    }
  }

  package func nextNumber(of device: Address) async throws -> UInt32 {
    try await read { db in
      let last = try Int64.fetchOne(
        db, sql: "SELECT max(number) FROM record WHERE device = ?", arguments: [device.data])
      return UInt32(clamping: (last ?? -1) + 1)
    }
  }

  static func device(_ address: Address, in db: Database) throws -> StoredDevice? {
    let statement = try db.cachedStatement(sql: "SELECT * FROM device WHERE address = ?")
    guard let row = try Row.fetchOne(statement, arguments: [address.data]) else { return nil }
    let limit = row["recordLimit"] as Int64?
    return StoredDevice(
      address: try row.address("address"), camera: try row.address("camera"), enrolled: try row.integer("enrolled"),
      isAttested: row["isAttested"], successor: try row.optionalAddress("successor"),
      recordLimit: limit.map { UInt32(clamping: $0) })
  }

  private static func insert(_ device: StoredDevice, in db: Database) throws {
    try db.execute(
      sql: "INSERT OR IGNORE INTO device (address, camera, enrolled, isAttested) VALUES (?, ?, ?, ?)",
      arguments: [
        device.address.data, device.camera.data, Int64(clamping: device.enrolled), device.isAttested,
      ])
  }
}
