package import Cryptography
internal import Foundation
internal import GRDB
package import VeilEvidence

extension AgentStore {
  /// Incidents in the order in which the agent heard of them.
  /// - Parameter onlyOpen: without those that are done or given up.
  package func incidents(onlyOpen: Bool = false) throws -> [StoredIncident] {
    try read { database in
      let filter = onlyOpen ? "WHERE state NOT IN ('done', 'failed')" : ""
      return try Row.fetchAll(database, sql: "SELECT * FROM incident \(filter) ORDER BY created, rowid")
        .map { try StoredIncident($0) }
    }
  }

  package func incident(_ id: IncidentID) throws -> StoredIncident? {
    try read { database in
      try Row.fetchOne(database, sql: "SELECT * FROM incident WHERE id = ?", arguments: [id.value.blob])
        .map { try StoredIncident($0) }
    }
  }

  /// Whether an event was taken in before.
  package func isKnown(_ event: IncidentEvent) throws -> Bool {
    try read { database in
      try Int.fetchOne(
        database, sql: "SELECT 1 FROM event WHERE source = ? AND time = ?", arguments: [event.source, event.time])
        != nil
    }
  }

  /// Makes an incident of an event.
  package func createIncident(_ id: IncidentID, of event: IncidentEvent, now: Int64) throws {
    try write { database in
      try database.execute(
        sql: "INSERT INTO incident (id, state, impact, lastImpact, created) VALUES (?, ?, ?, ?, ?)",
        arguments: [id.value.blob, IncidentState.collecting.rawValue, event.time, event.time, now])
      try Self.insert(event, of: id, database)
    }
  }

  /// Adds an event to an incident; while its segments are not chosen, its window reaches to the last impact.
  package func merge(_ event: IncidentEvent, into id: IncidentID) throws {
    try write { database in
      try Self.insert(event, of: id, database)
      try database.execute(
        sql: """
          UPDATE incident SET impact = min(impact, ?1), lastImpact = max(lastImpact, ?1)
            WHERE id = ?2 AND state = 'collecting'
          """,
        arguments: [event.time, id.value.blob])
    }
  }

  /// Makes one incident of two that still wait for films.
  package func absorb(_ other: StoredIncident, into id: IncidentID) throws {
    try write { database in
      try database.execute(
        sql: "UPDATE event SET incident = ? WHERE incident = ?", arguments: [id.value.blob, other.id.value.blob])
      try database.execute(
        sql: "UPDATE incident SET impact = min(impact, ?), lastImpact = max(lastImpact, ?) WHERE id = ?",
        arguments: [other.impact, other.lastImpact, id.value.blob])
      try database.execute(
        sql: "DELETE FROM incident WHERE id = ? AND state = 'collecting'", arguments: [other.id.value.blob])
    }
  }

  private static func insert(_ event: IncidentEvent, of id: IncidentID, _ database: Database) throws {
    try database.execute(
      sql: "INSERT INTO event VALUES (?, ?, ?, ?)",
      arguments: [event.source, event.time, event.magnitude, id.value.blob])
  }

  /// Chooses the segments and, in the same step, changes the device key, so that no later incident shares it.
  package func gather(
    _ id: IncidentID, segments: [Int64], device: Address, handOver: DeviceChain.HandOver?, day: Int
  ) throws {
    try write { database in
      if let handOver { try Self.handOver(handOver, day: day, database) }
      let ids = String(decoding: try JSONEncoder().encode(segments), as: UTF8.self)
      try Self.advance(id, from: .collecting, to: .gathered, database, ["segments": ids, "device": device.blob])
    }
  }

  package func protect(_ id: IncidentID, _ material: ProtectionMaterial) throws {
    let text = try Self.text(material)
    try write { try Self.advance(id, from: .gathered, to: .protected, $0, ["protection": text]) }
  }

  package func seal(_ id: IncidentID, _ material: SealingMaterial) throws {
    let text = try Self.text(material)
    try write { try Self.advance(id, from: .protected, to: .sealed, $0, ["sealing": text]) }
  }

  package func bind(_ id: IncidentID, binding: String, claim: String, publishAt: Int64) throws {
    try write {
      try Self.advance(
        id, from: .sealed, to: .bound, $0, ["binding": binding, "claim": claim, "publishAt": publishAt])
    }
  }

  package func announce(_ id: IncidentID, evidence: String?) throws {
    try write { try Self.advance(id, from: .bound, to: .announced, $0, ["evidence": evidence]) }
  }

  package func finishUpload(_ id: IncidentID) throws {
    try write { try Self.advance(id, from: .announced, to: .uploaded, $0, [:]) }
  }

  package func complete(_ id: IncidentID, evidence: String?) throws {
    try write { try Self.advance(id, from: .uploaded, to: .done, $0, ["evidence": evidence]) }
  }

  /// Gives an incident up.
  package func fail(_ id: IncidentID, reason: String) throws {
    try write { database in
      try database.execute(
        sql: "UPDATE incident SET state = 'failed', problem = ? WHERE id = ?", arguments: [reason, id.value.blob])
    }
  }

  /// Notes that a step did not succeed.
  package func postpone(_ id: IncidentID, problem: String, until time: Int64) throws {
    try write { database in
      try database.execute(
        sql: "UPDATE incident SET problem = ?, attempts = attempts + 1, nextAttempt = ? WHERE id = ?",
        arguments: [problem, time, id.value.blob])
    }
  }

  private static func text(_ value: some Encodable) throws -> String {
    String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
  }

  /// One step forwards, and no other: a step that was done already changes nothing and is an error.
  private static func advance(
    _ id: IncidentID, from: IncidentState, to: IncidentState, _ database: Database,
    _ values: KeyValuePairs<String, (any DatabaseValueConvertible)?>
  ) throws {
    let columns = values.map { ", \($0.key) = ?" }.joined()
    var arguments: StatementArguments = [to.rawValue]
    for value in values { arguments += [value.value] }
    arguments += [id.value.blob, from.rawValue]
    try database.execute(
      sql: """
        UPDATE incident SET state = ?, problem = NULL, attempts = 0, nextAttempt = 0\(columns) WHERE id = ? AND state = ?
        """,
      arguments: arguments)
    guard database.changesCount == 1 else { throw damaged }
  }
}
