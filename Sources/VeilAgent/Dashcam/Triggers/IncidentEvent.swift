/// A moment that may be an accident.
package struct IncidentEvent: Sendable, Hashable, Codable {
  /// Which trigger it comes from.
  package let source: String
  /// By the camera's clock, milliseconds since 1970.
  package let time: Int64
  /// How strong, in the trigger's own unit (g for sensors); 0 where it has none.
  package let magnitude: Double

  package init(source: String, time: Int64, magnitude: Double = 0) {
    self.source = source
    self.time = time
    self.magnitude = magnitude
  }
}
