/// How far an incident is. Each state is reached by one durable step, and none is left backwards.
package enum IncidentState: String, Sendable, Hashable, Codable, CaseIterable {
  /// Waits for the segments of its window.
  case collecting
  /// Its segments are chosen and safe from the camera's loop; the device key has changed.
  case gathered
  /// The window is protected, previews are made.
  case protected
  /// Both renditions are sealed to the owner; nothing that is not sealed is left in the state folder.
  case sealed
  /// The device has signed binding and place; waits for the time of publication.
  case bound
  /// The cloud has the binding.
  case announced
  /// The cloud has all files.
  case uploaded
  /// The cloud has verified it; nothing is left to do.
  case done
  /// Given up, for a reason that is kept.
  case failed

  /// Whether a step is left.
  package var isOpen: Bool { self != .done && self != .failed }
}
