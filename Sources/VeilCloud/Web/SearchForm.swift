internal import Cryptography
internal import Foundation
internal import Hummingbird
internal import VeilCloudAPI
internal import VeilConsole

/// What a visitor asks for on the search page, and the page with what was found. What cannot be understood is left out
/// of the search and shown again as it was typed.
struct SearchForm {
  /// Days that are searched where no time is given.
  private static let days: UInt64 = 30
  private static let day: UInt64 = 86_400_000

  let query: SearchQuery
  private let typed: SearchPage.Query
  private let isUnderstood: Bool

  init(_ request: Request, now: UInt64) {
    let parameters = request.uri.queryParameters
    func text(_ name: Substring) -> String { String(parameters[name]?.prefix(40) ?? "") }
    var typed = SearchPage.Query()
    (typed.from, typed.to) = (text("from"), text("to"))
    (typed.latitude, typed.longitude, typed.radius) = (text("latitude"), text("longitude"), text("radius"))
    let to = Self.time(typed.to) ?? now
    let from = Self.time(typed.from) ?? (to > Self.days * Self.day ? to - Self.days * Self.day : 0)
    let area = Self.area(typed)
    isUnderstood =
      area != nil && from <= to && (typed.from.isEmpty || Self.time(typed.from) != nil)
      && (typed.to.isEmpty || Self.time(typed.to) != nil)
    query = SearchQuery(from: min(from, to), to: to, area: area ?? .everywhere, limit: 48)
    self.typed = typed
  }

  func page(_ found: SearchReply) -> ConsolePage {
    let results = found.items.map { item in
      SearchPage.Result(
        path: "/evidence/\(item.evidence)", picture: "/v1/previews/\(item.previews.first?.description ?? "")",
        time: PlaceText.hour(item.place.bucket), place: PlaceText.cell(item.place),
        name: String(item.incident.description.prefix(14)) + "…", badge: Badge("Verified", .good))
    }
    let count = found.next == nil ? "\(results.count)" : "More than \(results.count)"
    var page = ConsolePage.search(
      SearchPage(
        action: "/", query: typed, results: results, cells: found.items.map { ($0.place.row, $0.place.column) },
        summary: results.count == 1 ? "1 witness" : "\(count) witnesses",
        empty: ("Nothing found", "Widen the time or the place. New evidence appears when its camera has uploaded it.")),
      path: "/")
    if !isUnderstood {
      page.notices = [
        Notice(
          "A part of the search was not understood and left out. Times are UTC, the radius is 0.1 to 200 km.", .wait)
      ]
    }
    return page
  }

  /// Nil where something was typed that is no circle.
  private static func area(_ typed: SearchPage.Query) -> SearchQuery.Area? {
    guard !typed.latitude.isEmpty || !typed.longitude.isEmpty else { return .everywhere }
    guard let latitude = Double(typed.latitude), (-90...90).contains(latitude),
      let longitude = Double(typed.longitude), (-180...180).contains(longitude),
      let radius = typed.radius.isEmpty ? 10 : Double(typed.radius), (0.1...200).contains(radius)
    else { return nil }
    return .circle(latitude: latitude, longitude: longitude, radius: radius * 1_000)
  }

  /// `2026-11-25T18:30`, in UTC.
  private static func time(_ text: String) -> UInt64? {
    let formatter = ISO8601DateFormatter()
    guard text.count == 16 || text.count == 19,
      let date = formatter.date(from: text + (text.count == 16 ? ":00Z" : "Z")), date.timeIntervalSince1970 >= 0
    else { return nil }
    return UInt64(date.timeIntervalSince1970 * 1_000)
  }
}
