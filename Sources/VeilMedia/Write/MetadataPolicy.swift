/// Which tags an output may carry: an allow-list, because what a camera or an editor writes cannot be foreseen.
///
/// Kept from the input: language, rotation, pixel aspect, colour, which stream is the default one; and the time of
/// recording and a place only if the caller asks for them. Titles, comments, makers, serial numbers, chapters are not.
enum MetadataPolicy {
  /// Facts of the container itself, and what only a caller can have asked for.
  private static let containerTags: Set<String> = [
    "major_brand", "minor_version", "compatible_brands", "duration", "creation_time", "location", "location-eng",
    "encoder",
  ]

  private static let streamTags: Set<String> = [
    "language", "handler_name", "vendor_id", "duration", "creation_time", "encoder", "variant_bitrate",
  ]

  static func mayHaveContainerTag(_ key: String) -> Bool { containerTags.contains(key.lowercased()) }

  static func mayHaveStreamTag(_ key: String) -> Bool { streamTags.contains(key.lowercased()) }
}
