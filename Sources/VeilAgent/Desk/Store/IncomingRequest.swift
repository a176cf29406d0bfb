internal import GRDB

extension DeskStore {
  /// Notes that a request was seen.
  /// - Returns: when it was seen first, milliseconds since 1970.
  func see(_ address: String, at time: Int64) throws -> Int64 {
    try database.write { database in
      try database.execute(
        sql: "INSERT OR IGNORE INTO incomingRequest (address, seenAt) VALUES (?, ?)", arguments: [address, time])
      return try Int64.fetchOne(
        database, sql: "SELECT seenAt FROM incomingRequest WHERE address = ?", arguments: [address]) ?? time
    }
  }

  /// Whether somebody was told of a request.
  func isNotified(_ address: String) throws -> Bool {
    try database.read { database in
      try Int64.fetchOne(
        database, sql: "SELECT notifiedAt FROM incomingRequest WHERE address = ?", arguments: [address]) != nil
    }
  }

  /// Notes that somebody was told of a request.
  func setNotified(_ address: String, at time: Int64) throws {
    try database.write { database in
      try database.execute(
        sql: "UPDATE incomingRequest SET notifiedAt = ? WHERE address = ?", arguments: [time, address])
    }
  }
}
