internal import Foundation

/// Tracks as GPX 1.1 (https://www.topografix.com/GPX/1/1/).
package enum GPXDocument {
  /// The points of all tracks, routes and waypoints of a document, in order. Points that make no sense are passed over.
  package static func read(_ text: String) -> LocationTrack {
    LocationTrack(
      fixes: text.split(separator: "<").reduce(into: [LocationFix]()) { fixes, element in
        let name = element.prefix { !$0.isWhitespace && $0 != ">" && $0 != "/" }
        let content = element.split(separator: ">", maxSplits: 1).dropFirst().first ?? ""
        switch name {
        case "trkpt", "rtept", "wpt":
          if let position = position(element) { fixes.append(LocationFix(position: position)) }
        case "time" where !fixes.isEmpty:
          fixes[fixes.count - 1].unixTime = CalendarTime.unix(iso8601: content)
        case "speed" where !fixes.isEmpty:
          fixes[fixes.count - 1].speed = Double(content.trimmingCharacters(in: .whitespacesAndNewlines))
        default: break
        }
      })
  }

  /// A document with one track.
  ///
  /// GPX has only times of day, so fixes that know only their time in the film have none.
  package static func write(_ track: LocationTrack) -> String {
    let points = track.fixes.map { fix in
      let time = fix.unixTime.flatMap(CalendarTime.iso8601).map { "<time>\($0)</time>" } ?? ""
      let speed =
        fix.speed.map { "<extensions><speed>\(String(format: "%.2f", $0))</speed></extensions>" } ?? ""
      return String(
        format: "      <trkpt lat=\"%.6f\" lon=\"%.6f\">", fix.position.latitude, fix.position.longitude) + time + speed
        + "</trkpt>"
    }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <gpx version="1.1" creator="veilcam" xmlns="http://www.topografix.com/GPX/1/1">
        <trk>
          <trkseg>
      \(points.joined(separator: "\n"))
          </trkseg>
        </trk>
      </gpx>

      """
  }

  private static func position(_ element: Substring) -> GeoPosition? {
    guard let latitude = attribute("lat", of: element), let longitude = attribute("lon", of: element) else {
      return nil
    }
    return GeoPosition(latitude: latitude, longitude: longitude)
  }

  private static func attribute(_ name: String, of element: Substring) -> Double? {
    guard let start = element.range(of: " " + name + "=") else { return nil }
    let quoted = element[start.upperBound...]
    guard let quote = quoted.first, quote == "\"" || quote == "'" else { return nil }
    return Double(quoted.dropFirst().prefix { $0 != quote })
  }
}
