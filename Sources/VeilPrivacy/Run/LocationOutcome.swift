import VeilMedia

/// What is known of the places in and beside a film, and what the policy leaves of it.
struct LocationOutcome: Sendable {
  /// Where places were found, for the report; never the places themselves.
  let found: [String]
  /// The track that goes with the output; nil when the policy strips or none was found.
  let track: LocationTrack?

  /// Nothing found: for sources that cannot be read twice.
  static let none = LocationOutcome(found: [], track: nil)

  private init(found: [String], track: LocationTrack?) {
    self.found = found
    self.track = track
  }

  /// Looks through a film or picture and the files beside it.
  /// - Throws: ``MediaError`` when it cannot be read.
  init(scanning path: String, policy: LocationPolicy) async throws {
    let sources = try await LocationScanner.scan(path)
    found = sources.map { "\($0.kind.rawValue) \($0.detail)".trimmingSpaces }
    let best = sources.first { !$0.track.fixes.isEmpty }?.track
    track =
      switch policy {
      case .strip: nil
      case .coarsen: best?.coarsened
      case .keep: best
      }
  }

  /// The first place, for the container's tag.
  var start: GeoPosition? { track?.fixes.first?.position }
}

extension String {
  /// The text without spaces at its end.
  fileprivate var trimmingSpaces: String { String(reversed().drop { $0 == " " }.reversed()) }
}
