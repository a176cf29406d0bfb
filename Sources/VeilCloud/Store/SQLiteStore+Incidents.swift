package import Cryptography
internal import Ethereum
internal import Foundation
internal import GRDB
package import VeilCloudAPI
package import VeilEvidence

extension SQLiteStore {
  package func incident(_ id: IncidentID) async throws -> StoredIncident? {
    try await read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM incident WHERE id = ?", arguments: [id.value.data]).map(Self.incident)
    }
  }

  package func incident(evidence: Address) async throws -> StoredIncident? {
    try await read { db in
      try Row.fetchOne(db, sql: "SELECT * FROM incident WHERE evidence = ?", arguments: [evidence.data])
        .map(Self.incident)
    }
  }

  package func incidents(in state: IncidentState, limit: Int) async throws -> [StoredIncident] {
    try await read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM incident WHERE state = ? ORDER BY received LIMIT ?",
        arguments: [state.rawValue, limit]
      ).map(Self.incident)
    }
  }

  package func incidents(receivedBefore time: UInt64, verified: Bool, limit: Int) async throws -> [StoredIncident] {
    try await read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM incident WHERE received < ? AND (state = 'verified') = ? ORDER BY received LIMIT ?",
        arguments: [Int64(clamping: time), verified, limit]
      ).map(Self.incident)
    }
  }

  package func insert(_ incident: StoredIncident) async throws -> Bool {
    try await write { db in
      let binding = incident.binding.binding
      let id = binding.incident.value.data
      let keys = [binding.original.publicKey, binding.protected.publicKey].map { Data($0.compressed) }
      let isTaken =
        try Bool.fetchOne(
          db,
          sql: """
            SELECT EXISTS (SELECT 1 FROM incident WHERE id = ?)
              OR EXISTS (SELECT 1 FROM ownerKey WHERE publicKey IN (?, ?))
            """, arguments: [id, keys[0], keys[1]]) ?? true
      guard !isTaken, keys[0] != keys[1] else { return false }
      try Self.insert(incident, id: id, in: db)
      for key in keys { try db.execute(sql: "INSERT INTO ownerKey VALUES (?, ?)", arguments: [key, id]) }
      for rendition in Rendition.allCases {
        try db.execute(
          sql: "INSERT INTO upload VALUES (?, ?, NULL, 0, x'', 0)", arguments: [id, rendition.rawValue])
      }
      for (place, hash) in binding.previews.enumerated() {
        try db.execute(sql: "INSERT INTO preview VALUES (?, ?, ?, 0)", arguments: [id, place, hash.data])
      }
      return true
    }
  }

  package func update(_ incident: StoredIncident) async throws {
    try await write { db in
      try db.execute(
        sql: """
          UPDATE incident SET state = ?, refusal = ?, evidence = ?, deployment = ?, verification = ?, checks = ?
          WHERE id = ?
          """,
        arguments: [
          incident.state.rawValue, incident.refusal?.rawValue, incident.evidence?.data, incident.transaction?.data,
          incident.verification?.data, try Self.text(incident.checks), incident.id.value.data,
        ])
    }
  }

  package func delete(_ incident: IncidentID) async throws {
    try await write { try $0.execute(sql: "DELETE FROM incident WHERE id = ?", arguments: [incident.value.data]) }
  }

  private static func insert(_ incident: StoredIncident, id: Data, in db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO incident (id, device, received, state, refusal, evidence, deployment, verification, binding, claim,
          checks) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        id, incident.device.data, Int64(clamping: incident.received), incident.state.rawValue,
        incident.refusal?.rawValue, incident.evidence?.data, incident.transaction?.data, incident.verification?.data,
        incident.binding.json.text, incident.claim.json.text, try text(incident.checks),
      ])
  }

  private static func text(_ checks: [IncidentReply.Check]) throws -> String {
    String(decoding: try JSONEncoder().encode(checks), as: UTF8.self)
  }

  private static func incident(_ row: Row) throws -> StoredIncident {
    guard let state = IncidentState(rawValue: try row.text("state")),
      let binding = try? SignedBinding(parsing: Array(try row.text("binding").utf8)),
      let json = try? JSON(parsing: try row.text("claim").utf8), let claim = try? SignedPlaceClaim(json: json)
    else { throw Row.damaged }
    let checks = try JSONDecoder().decode([IncidentReply.Check].self, from: Data(try row.text("checks").utf8))
    return StoredIncident(
      binding: binding, claim: claim, device: try row.address("device"), received: try row.integer("received"),
      state: state, refusal: (row["refusal"] as String?).flatMap(CloudErrorCode.init(rawValue:)),
      evidence: try row.optionalAddress("evidence"), transaction: try row.optionalHash("deployment"),
      verification: try row.optionalHash("verification"), checks: checks)
  }
}
