/// What happens to sound.
package enum AudioPolicy: String, Sendable, Hashable, CaseIterable {
  /// Packets are copied bit for bit.
  case copy
  /// Left out.
  case mute
}
