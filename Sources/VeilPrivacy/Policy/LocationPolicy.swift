/// What happens to positions that a film carries: GPS tracks, tags, side files.
package enum LocationPolicy: String, Sendable, Hashable, CaseIterable {
  case keep
  /// Rounded to about a kilometre.
  case coarsen
  case strip
}
