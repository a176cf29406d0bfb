/// Where a camera was at a moment.
package struct LocationFix: Sendable, Hashable, Codable {
  package var position: GeoPosition
  /// Seconds since the beginning of the film, if the source tells.
  package var filmTime: Double?
  /// Seconds since 1970-01-01 UTC, if the source tells.
  package var unixTime: Double?
  /// Metres a second, if the source tells.
  package var speed: Double?

  package init(position: GeoPosition, filmTime: Double? = nil, unixTime: Double? = nil, speed: Double? = nil) {
    self.position = position
    self.filmTime = filmTime
    self.unixTime = unixTime
    self.speed = speed
  }

  /// Metres a second in a knot.
  static let knot = 1852.0 / 3600
}
