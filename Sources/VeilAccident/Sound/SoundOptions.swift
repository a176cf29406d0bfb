/// How a film is listened to.
package struct SoundOptions: Sendable, Hashable {
  /// The part, from 0 to below 1, that a window shares with the one before. 0: one window a second.
  package var overlap: Double
  /// Index of the stream of sound; nil: the one that the film marks as default, or the first.
  package var stream: Int?
  /// True to take sound that cannot be decoded as silence, and to read a film that is cut off as far as it goes.
  package var salvages: Bool

  package init(overlap: Double = 0, stream: Int? = nil, salvages: Bool = false) {
    self.overlap = overlap
    self.stream = stream
    self.salvages = salvages
  }

  /// What is out of range, or nil.
  var fault: String? {
    (0...0.9).contains(overlap) ? nil : "windows can overlap by 0 to 0.9 of their length, not by \(overlap)"
  }
}
