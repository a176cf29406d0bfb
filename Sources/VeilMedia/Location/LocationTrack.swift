internal import Foundation

/// The places of a drive in the order in which they were recorded.
package struct LocationTrack: Sendable, Hashable, Codable {
  package var fixes: [LocationFix]

  package init(fixes: [LocationFix]) { self.fixes = fixes }

  /// The track as a grid of about a kilometre sees it.
  ///
  /// Every place moves to the nearest multiple of 0.01° of latitude (1.11 km) and of as many hundredths of a degree of
  /// longitude as make at least a kilometre there. Only the first fix of each stay in a cell remains, its time rounded down
  /// to a minute and its speed left out: the moment of crossing from cell to cell would else tell the place more exactly
  /// than the grid does.
  package var coarsened: LocationTrack {
    var kept: [LocationFix] = []
    for fix in fixes {
      let cell = fix.position.coarsened
      guard cell != kept.last?.position else { continue }
      kept.append(
        LocationFix(
          position: cell, filmTime: fix.filmTime.map(Self.minute), unixTime: fix.unixTime.map(Self.minute)))
    }
    return LocationTrack(fixes: kept)
  }

  private static func minute(_ seconds: Double) -> Double { (seconds / 60).rounded(.down) * 60 }
}

extension GeoPosition {
  /// The nearest point of a grid of about a kilometre; see ``LocationTrack/coarsened``.
  package var coarsened: GeoPosition {
    let row = (latitude * 100).rounded()
    let narrowing = max(cos(row / 100 * .pi / 180), 0.01)
    let step = (1 / narrowing).rounded(.up) / 100
    let column = (longitude / step).rounded() * step
    let wrapped = column > 180 ? column - 360 : column < -180 ? column + 360 : column
    return GeoPosition(latitude: row / 100, longitude: (wrapped * 100).rounded() / 100) ?? self
  }
}
