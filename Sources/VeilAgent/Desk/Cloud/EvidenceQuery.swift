/// When and where to look. Everything is optional; without a place everywhere is meant.
package struct EvidenceQuery: Sendable, Hashable {
  /// A circle on the map.
  package struct Place: Sendable, Hashable {
    /// Degrees.
    package let latitude: Double
    package let longitude: Double
    /// Kilometres, more than 0 and at most 500.
    package let radius: Double

    /// - Throws: `invalidSetting` for places that do not exist.
    package init(latitude: Double, longitude: Double, radius: Double) throws {
      guard (-90...90).contains(latitude), (-180...180).contains(longitude), radius > 0, radius <= 500 else {
        throw DeskError(
          .invalidSetting, "a place is a latitude of −90 to 90, a longitude of −180 to 180 and a radius up to 500 km")
      }
      self.latitude = latitude
      self.longitude = longitude
      self.radius = radius
    }
  }

  /// Milliseconds since 1970.
  package var from: Int64?
  package var to: Int64?
  package var place: Place?

  package init(from: Int64? = nil, to: Int64? = nil, place: Place? = nil) {
    self.from = from
    self.to = to
    self.place = place
  }
}
