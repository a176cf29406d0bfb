/// A place in or beside a film where positions were found or may be.
package struct LocationSource: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable, Codable {
    /// A tag of the container, such as `©xyz`.
    case containerTag
    /// `gps ` box of Novatek cameras.
    case novatekBox
    /// Words of a subtitle track.
    case subtitleTrack
    /// A data track of a camera (GoPro `gpmd`, Android `camm`, …), not understood but left out.
    case dataTrack
    /// A file of the same name beside the film.
    case sideFile
    /// EXIF of a picture.
    case exif
  }

  package let kind: Kind
  /// Where exactly: the tag, the stream, the file.
  package let detail: String
  /// What was read from it; empty if nothing could be.
  package let track: LocationTrack

  package init(kind: Kind, detail: String, track: LocationTrack) {
    self.kind = kind
    self.detail = detail
    self.track = track
  }
}
