package import Ethereum
package import VeilMedia

/// A place at a time, exact: a ten-millionth of a degree (about 1 cm) and a millisecond.
package struct TimedPlace: Sendable, Hashable {
  /// Milliseconds since 1970.
  package let time: Int64
  package let latitudeE7: Int32
  package let longitudeE7: Int32

  package init(time: Int64, _ position: GeoPosition) {
    self.time = time
    latitudeE7 = Int32((position.latitude * 1e7).rounded())
    longitudeE7 = Int32((position.longitude * 1e7).rounded())
  }

  package var position: GeoPosition? {
    GeoPosition(latitude: Double(latitudeE7) / 1e7, longitude: Double(longitudeE7) / 1e7)
  }

  package var json: JSON {
    ["time": .integer(time), "latitudeE7": .integer(latitudeE7), "longitudeE7": .integer(longitudeE7)]
  }

  /// Reads what ``json`` wrote.
  /// - Throws: `malformed`, for places that do not exist too.
  package init(json: JSON) throws {
    var reader = try ObjectReader(json, of: "a place")
    time = try reader.integer("time")
    latitudeE7 = try reader.integer("latitudeE7")
    longitudeE7 = try reader.integer("longitudeE7")
    try reader.end()
    guard position != nil else { throw reader.wrong("latitudeE7") }
  }
}
