internal import Cryptography
internal import Foundation
internal import GRDB
package import VeilEvidence

extension SQLiteStore {
  package func index(_ evidence: IndexedEvidence) async throws { try await indexMany([evidence]) }

  package func indexMany(_ evidence: [IndexedEvidence]) async throws {
    try await write { db in
      let statement = try db.cachedStatement(
        sql: """
          INSERT OR IGNORE INTO found (incident, evidence, cellRow, cellColumn, tile, bucket, previews)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """)
      for item in evidence {
        try statement.execute(arguments: [
          item.incident.data, item.evidence.data, item.place.row, item.place.column,
          SearchArea.tile(row: item.place.row, column: item.place.column), item.place.bucket,
          Data(item.previews.flatMap(\.bytes)),
        ])
      }
    }
  }

  package func unindex(_ incident: IncidentID) async throws {
    try await write { try $0.execute(sql: "DELETE FROM found WHERE incident = ?", arguments: [incident.value.data]) }
  }

  package func indexedCount() async throws -> Int {
    try await read { try Int.fetchOne($0, sql: "SELECT count(*) FROM found") ?? 0 }
  }

  package func find(
    _ area: SearchArea, buckets: ClosedRange<UInt32>, before: SearchPosition?, limit: Int
  ) async throws -> [FoundEvidence] {
    try await read { db in
      var numbers = [SearchPosition]()
      for part in Self.parts(of: area) {
        numbers += try Self.positions(part, buckets: buckets, before: before, limit: limit, in: db)
      }
      let first = numbers.sorted { ($0.bucket, $0.number) > ($1.bucket, $1.number) }.prefix(limit)
      return try first.compactMap { try Self.found($0, in: db) }
    }
  }

  /// One look into the index: its condition beside hours and order, with its values.
  private struct Part {
    let index: String
    let condition: String
    let values: [Int64]
  }

  private static func parts(of area: SearchArea) -> [Part] {
    guard case .cells(let rows, let columns) = area else {
      return [Part(index: "foundByTime", condition: "1", values: [])]
    }
    guard !area.hasFewCells else {
      return rows.flatMap { row in
        columns.map { column in
          Part(
            index: "foundByCell", condition: "cellRow = ? AND cellColumn = ?", values: [Int64(row), Int64(column)])
        }
      }
    }
    let ends = [rows.lowerBound, rows.upperBound, columns.lowerBound, columns.upperBound].map(Int64.init)
    return area.tiles.map { tile in
      Part(
        index: "foundByTile", condition: "tile = ? AND cellRow BETWEEN ? AND ? AND cellColumn BETWEEN ? AND ?",
        values: [tile] + ends)
    }
  }

  private static func positions(
    _ part: Part, buckets: ClosedRange<UInt32>, before: SearchPosition?, limit: Int, in db: Database
  ) throws -> [SearchPosition] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT bucket, number FROM found INDEXED BY \(part.index)
        WHERE \(part.condition) AND bucket BETWEEN ? AND ? AND (bucket < ? OR number < ?)
        ORDER BY bucket DESC, number DESC LIMIT ?
        """)
    let last = Int64(min(buckets.upperBound, before?.bucket ?? .max))
    let arguments = StatementArguments(
      part.values + [
        Int64(buckets.lowerBound), last, Int64(before?.bucket ?? .max), before?.number ?? .max, Int64(limit),
      ])
    return try Row.fetchAll(statement, arguments: arguments).map {
      SearchPosition(bucket: try $0.integer("bucket"), number: try $0.integer("number"))
    }
  }

  private static func found(_ position: SearchPosition, in db: Database) throws -> FoundEvidence? {
    let statement = try db.cachedStatement(sql: "SELECT * FROM found WHERE number = ?")
    guard let row = try Row.fetchOne(statement, arguments: [position.number]) else { return nil }
    let previews = Array(try row.data("previews"))
    let place = CoarsePlace(
      row: try row.integer("cellRow"), column: try row.integer("cellColumn"), bucket: position.bucket)
    let evidence = IndexedEvidence(
      incident: try row.hash("incident"), evidence: try row.address("evidence"), place: place,
      previews: stride(from: 0, to: previews.count, by: 32).compactMap { Hash256(previews[$0..<$0 + 32]) })
    return FoundEvidence(evidence: evidence, position: position)
  }
}
