internal import Foundation

/// Positions in the words of subtitles, in the spellings that cameras and drones use.
enum SpokenPosition {
  /// A fix in a text, if one is found: an NMEA sentence, labelled degrees, or degrees with hemispheres.
  static func fix(in text: String) -> LocationFix? {
    if let fix = NMEASentence.fixes(in: text).first { return fix }
    return (labelled(text) ?? hemispheres(text) ?? listed(text)).map { LocationFix(position: $0) }
  }

  /// `latitude: 48.1 longitude: 11.5`, `lat=48.1, lon=11.5`, with any brackets.
  private static func labelled(_ text: String) -> GeoPosition? {
    guard
      let match = text.firstMatch(
        of: /(?i)lat(?:itude)?\s*[:=]\s*(-?\d+(?:\.\d+)?).*?lon(?:g(?:i?tude|titude)?)?\s*[:=]\s*(-?\d+(?:\.\d+)?)/
          .dotMatchesNewlines())
    else { return nil }
    return position(match.1, match.2)
  }

  /// `N48.1371 E11.5754`, `N:48.1371 W:11.5754`, `48.1371N 11.5754E`.
  private static func hemispheres(_ text: String) -> GeoPosition? {
    if let match = text.firstMatch(of: /\b([NS])[:\s]*(\d{1,2}\.\d+)°?[,;\s]+([EW])[:\s]*(\d{1,3}\.\d+)/) {
      return position(match.2, match.4, south: match.1 == "S", west: match.3 == "W")
    }
    if let match = text.firstMatch(of: /(\d{1,2}\.\d+)°?\s*([NS])[,;\s]+(\d{1,3}\.\d+)°?\s*([EW])\b/) {
      return position(match.1, match.3, south: match.2 == "S", west: match.4 == "W")
    }
    return nil
  }

  /// `GPS(11.5754, 48.1371, 19)`: longitude first, as DJI writes it.
  private static func listed(_ text: String) -> GeoPosition? {
    guard let match = text.firstMatch(of: /(?i)GPS\s*\(\s*(-?\d+\.\d+)\s*,\s*(-?\d+\.\d+)/) else { return nil }
    return position(match.2, match.1)
  }

  private static func position(
    _ latitude: Substring, _ longitude: Substring, south: Bool = false, west: Bool = false
  ) -> GeoPosition? {
    guard let latitude = Double(latitude), let longitude = Double(longitude) else { return nil }
    return GeoPosition(latitude: south ? -latitude : latitude, longitude: west ? -longitude : longitude)
  }
}
