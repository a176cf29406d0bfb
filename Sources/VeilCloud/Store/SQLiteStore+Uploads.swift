package import Cryptography
internal import Foundation
internal import GRDB
internal import VeilCloudAPI
package import VeilEvidence

extension SQLiteStore {
  package func upload(_ rendition: Rendition, of incident: IncidentID) async throws -> StoredUpload {
    try await read { db in
      guard
        let row = try Row.fetchOne(
          db, sql: "SELECT * FROM upload WHERE incident = ? AND rendition = ?",
          arguments: [incident.value.data, rendition.rawValue])
      else { throw CloudError(.notFound, "there is no such incident; hand it in first") }
      let leaves = Array(try row.data("leaves"))
      return StoredUpload(
        incident: incident, rendition: rendition, length: (row["length"] as Int64?).map { Int($0) },
        offset: try row.integer("offset"),
        leaves: stride(from: 0, to: leaves.count, by: 32).compactMap { Hash256(leaves[$0..<$0 + 32]) },
        isComplete: row["isComplete"])
    }
  }

  package func update(_ upload: StoredUpload) async throws {
    try await write { db in
      try db.execute(
        sql: """
          UPDATE upload SET length = ?, offset = ?, leaves = ?, isComplete = ? WHERE incident = ? AND rendition = ?
          """,
        arguments: [
          upload.length, upload.offset, Data(upload.leaves.flatMap(\.bytes)), upload.isComplete,
          upload.incident.value.data, upload.rendition.rawValue,
        ])
    }
  }

  package func previews(of incident: IncidentID) async throws -> [Bool] {
    try await read { db in
      try Bool.fetchAll(
        db, sql: "SELECT isComplete FROM preview WHERE incident = ? ORDER BY place", arguments: [incident.value.data])
    }
  }

  package func setPreview(_ index: Int, of incident: IncidentID) async throws {
    try await write { db in
      try db.execute(
        sql: "UPDATE preview SET isComplete = 1 WHERE incident = ? AND place = ?",
        arguments: [incident.value.data, index])
    }
  }

  package func isPublished(preview: Hash256) async throws -> Bool {
    try await read { db in
      try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (SELECT 1 FROM preview JOIN incident ON incident.id = preview.incident
            WHERE preview.hash = ? AND incident.state = 'verified')
          """, arguments: [preview.data]) ?? false
    }
  }
}
