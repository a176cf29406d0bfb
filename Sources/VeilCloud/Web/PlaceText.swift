internal import Foundation
internal import VeilCloudAPI

/// Hours and cells for people.
enum PlaceText {
  private static let cellsPerDegree = 20.0

  /// The hour of a bucket in UTC.
  static func hour(_ bucket: UInt32) -> String { time(UInt64(bucket) * 3_600_000) + " to one hour later" }

  /// A time in UTC to the minute.
  static func time(_ milliseconds: UInt64) -> String {
    let date = Date(timeIntervalSince1970: Double(milliseconds) / 1_000)
    return date.ISO8601Format().replacing("T", with: " ").dropLast(4) + " UTC"
  }

  /// The middle of a cell.
  static func cell(_ place: PlaceReply) -> String {
    let (row, column) = (Double(place.row) + 0.5, Double(place.column) + 0.5)
    return String(
      format: "near %.3f°, %.3f° (cell %d, %d)", row / cellsPerDegree, column / cellsPerDegree, place.row, place.column)
  }
}
