/// What an adversary does with the transformed pictures and with his gallery.
package enum ReIDAttack: String, Sendable, Hashable, CaseIterable, Codable {
  /// The paper's: each transformed picture is looked for among the originals, its own original included.
  case plain
  /// The gallery was transformed by the same system, in a run of the adversary's own; the very picture that is looked for
  /// is not in it.
  case sameSystem = "same-system"
  /// The same, and the gallery holds the very picture that is looked for: what a system that does the same every time
  /// gives away to somebody who has the original.
  case sameSystemCopy = "same-system-copy"
  /// The gallery is the published result itself, the very picture left out: whether its pictures of one person can be
  /// put together again, once a tracker has lost him.
  case sameRun = "same-run"
  /// The descriptions of all transformed pictures of a track are averaged, and the track is looked for once.
  case trackAverage = "track-average"
  /// All transformed pictures of a track are averaged pixel by pixel, and the mean picture is looked for.
  case frameAverage = "frame-average"
  /// Only edges are compared, without any network: what contours alone give away.
  case outline

  /// What it is, for reports.
  package var summary: String {
    switch self {
    case .plain: "originals as gallery, own original included (the paper's)"
    case .sameSystem: "gallery transformed by the same system in another run, own picture left out"
    case .sameSystemCopy: "gallery transformed by the same system in another run, own picture included"
    case .sameRun: "gallery is the published result itself, own picture left out"
    case .trackAverage: "descriptions averaged over a track"
    case .frameAverage: "transformed pictures of a track averaged"
    case .outline: "edges only, no network"
    }
  }

  var needsTransformedGallery: Bool { self == .sameSystem || self == .sameSystemCopy || self == .sameRun }
}
