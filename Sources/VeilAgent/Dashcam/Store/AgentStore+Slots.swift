package import Cryptography
internal import Ethereum
internal import Foundation
internal import GRDB
package import VeilEvidence

extension AgentStore {
  /// The ledger on which incidents are published; nil before a pairing was taken in.
  package func ledger() throws -> (chainID: UInt64, factory: Address)? {
    try read { database in
      let value = { (name: String) in
        try String.fetchOne(database, sql: "SELECT value FROM setting WHERE name = ?", arguments: [name])
      }
      guard let chain = try value("chainId").flatMap({ UInt64($0) }), let factory = try value("factory") else {
        return nil
      }
      return (chain, try Address(factory))
    }
  }

  /// Takes a pairing in: slots that are there already are passed over, so that the same file may be given again.
  /// - Returns: how many slots are new.
  /// - Throws: `slotTwice` where an index is known with other keys; `invalidSetting` where it is of another ledger.
  @discardableResult
  package func add(_ pairing: Pairing) throws -> Int {
    if let known = try ledger() {
      guard known.chainID == pairing.chainID, known.factory == pairing.factory else {
        throw AgentError(.invalidSetting, "the pairing is for another ledger than the one before; use another --state")
      }
    }
    return try write { database in
      for (name, value) in ["chainId": String(pairing.chainID), "factory": pairing.factory.description] {
        try database.execute(sql: "INSERT OR REPLACE INTO setting VALUES (?, ?)", arguments: [name, value])
      }
      return try pairing.slots.reduce(0) { try Self.add($1, database) ? $0 + 1 : $0 }
    }
  }

  private static func add(_ slot: IncidentSlot, _ database: Database) throws -> Bool {
    let content = try String.fetchOne(
      database, sql: "SELECT content FROM slot WHERE number = ?", arguments: [slot.index])
    if let content {
      guard content == slot.json.text else {
        throw AgentError(.slotTwice, "the pairing is of another owner than the one before; use another --state")
      }
      return false
    }
    try database.execute(
      sql: "INSERT INTO slot (number, content) VALUES (?, ?)", arguments: [slot.index, slot.json.text])
    return true
  }

  /// The slot of an incident: always the same one, taken from those that are free the first time.
  /// - Throws: `noSlots`.
  package func takeSlot(for incident: IncidentID) throws -> IncidentSlot {
    let content = try write { database -> String? in
      let mine = "SELECT content FROM slot WHERE incident = ?"
      if let taken = try String.fetchOne(database, sql: mine, arguments: [incident.value.blob]) { return taken }
      try database.execute(
        sql: """
          UPDATE slot SET incident = ?
            WHERE position = (SELECT position FROM slot WHERE incident IS NULL ORDER BY position LIMIT 1)
          """,
        arguments: [incident.value.blob])
      return try String.fetchOne(database, sql: mine, arguments: [incident.value.blob])
    }
    guard let content else {
      throw AgentError(
        .noSlots,
        "no incident slot is left; have the owner run `veilcam dashcam pair --slots N` and give its file to "
          + "`veilcam dashcam pair --add`")
    }
    return try IncidentSlot(json: try JSON(parsing: content))
  }

  /// Slots in all, and those that are free.
  package func slotCounts() throws -> (all: Int, free: Int) {
    try read { database in
      (
        try Int.fetchOne(database, sql: "SELECT count(*) FROM slot") ?? 0,
        try Int.fetchOne(database, sql: "SELECT count(*) FROM slot WHERE incident IS NULL") ?? 0
      )
    }
  }
}
