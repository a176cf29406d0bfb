import Cryptography
import Foundation
import VeilCloudAPI

/// A found evidence as commands print it.
struct SearchRow: TableRow {
  static let columns = ["HOUR (UTC)", "CELL", "EVIDENCE", "INCIDENT"]

  let evidence: String
  let incident: String
  let hour: String
  let row: Int32
  let column: Int32
  let previews: [String]

  init(_ item: SearchReply.Item) {
    evidence = item.evidence.description
    incident = item.incident.description
    hour = Date(timeIntervalSince1970: Double(item.place.bucket) * 3_600).ISO8601Format()
    (row, column) = (item.place.row, item.place.column)
    previews = item.previews.map(\.description)
  }

  var cells: [String] { [hour, "\(row),\(column)", evidence, incident] }
}
