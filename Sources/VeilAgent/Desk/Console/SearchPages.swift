import Cryptography
import Ethereum
import Foundation
import Hummingbird
import VeilConsole
import VeilEvidence

/// Search, evidence and previews, and asking for a film.
struct SearchPages: Sendable {
  let pages: DeskPages
  private var services: DeskServices { pages.services }

  func add(to router: Router<BasicConsoleContext>) {
    router.get("/") { _, _ in ConsoleSite.redirect(to: "/search") }
    router.get("/search", use: search)
    router.get("/evidence/:incident", use: evidence)
    router.post("/evidence/:incident/request", use: ask)
    router.get("/previews/:hash", use: preview)
  }

  @Sendable private func search(_ request: Request, _ context: BasicConsoleContext) async throws -> Response {
    let fields = FormFields(text: request.uri.query ?? "")
    let query = Self.typed(fields)
    let found = try await services.cloud.search(try Self.query(fields))
    let results = found.map { item in
      SearchPage.Result(
        path: "/evidence/\(item.incident.value.hex)", picture: "/previews/\(item.previews[safe: 1]?.hex ?? "")",
        time: DeskText.hour(item.place), place: DeskText.cell(item.place), name: DeskText.short(item.incident),
        badge: DeskText.badge(item.status))
    }
    let content = SearchPage(
      action: "/search", query: query, results: results,
      cells: found.map { ($0.place.row, $0.place.column) },
      summary: results.count == 1 ? "1 incident" : "\(results.count) incidents",
      empty: (
        "Nothing found",
        "No camera has published an incident for this time and place. Try a longer time or a larger radius."
      ))
    return await pages.page(.search(content, path: "/search"), request, context)
  }

  private static func typed(_ fields: FormFields) -> SearchPage.Query {
    var query = SearchPage.Query()
    query.from = fields["from"] ?? ""
    query.to = fields["to"] ?? ""
    query.latitude = fields["latitude"] ?? ""
    query.longitude = fields["longitude"] ?? ""
    query.radius = fields["radius"] ?? ""
    return query
  }

  private static func query(_ fields: FormFields) throws -> EvidenceQuery {
    func number(_ name: String) -> Double? {
      fields.text(name).flatMap { Double($0.replacing(",", with: ".")) }
    }
    var query = EvidenceQuery(from: time(fields.text("from")), to: time(fields.text("to")))
    if let latitude = number("latitude"), let longitude = number("longitude") {
      query.place = try .init(latitude: latitude, longitude: longitude, radius: number("radius") ?? 10)
    }
    return query
  }

  /// `2026-05-06T07:08` in UTC, as browsers send it.
  private static func time(_ text: String?) -> Int64? {
    guard let text, let date = try? Date(text.prefix(16) + ":00Z", strategy: .iso8601) else { return nil }
    return Int64(date.timeIntervalSince1970 * 1_000)
  }

  // MARK: One incident

  private func found(_ context: BasicConsoleContext) async throws -> (FoundIncident, DeskEvidence) {
    guard let text = context.parameters.get("incident"), let incident = try? IncidentID(text: text) else {
      throw HTTPError(.notFound)
    }
    let found = try await services.cloud.incident(incident)
    let evidence = try await services.ledger.evidence(at: found.evidence)
    guard evidence.incident == incident else {
      throw DeskError(.contradiction, "the cloud names an evidence contract of another incident")
    }
    return (found, evidence)
  }

  @Sendable private func evidence(_ request: Request, _ context: BasicConsoleContext) async throws -> Response {
    let (found, evidence) = try await found(context)
    let rules = try await services.ledger.rules()
    let side = pages.site.render(
      .ask,
      AskPanel(
        action: "/evidence/\(evidence.incident.value.hex)/request", token: context.session?.token ?? "",
        minimum: EtherAmount.decimal(rules.minimumReward), account: DeskText.short(services.requester.address),
        closed: evidence.status == .verified ? nil : "The evidence is not verified, so nothing can be asked for."))
    let content = EvidencePage(
      title: "Incident \(DeskText.short(evidence.incident))",
      subtitle: "\(DeskText.hour(found.place)), \(DeskText.cell(found.place))", back: Link("Search", to: "/search"),
      badge: DeskText.badge(evidence.status), previews: DeskText.previews(evidence.binding.previews),
      checks: EvidenceChecks(found: found, evidence: evidence, rules: rules).list,
      groups: EvidenceChecks.groups(evidence), side: side)
    return await pages.page(.evidence(content, path: "/search"), request, context)
  }

  @Sendable private func ask(_ request: Request, _ context: BasicConsoleContext) async throws -> Response {
    let fields = try await pages.form(request)
    let (_, evidence) = try await found(context)
    let made = try await services.requester.request(
      evidence.address, rendition: try Rendition(name: fields["rendition"] ?? ""),
      reward: try EtherAmount.parse(fields.text("reward") ?? ""), reason: fields.text("reason") ?? "")
    return ConsoleSite.redirect(to: "/requests/\(made.address)?done=requested")
  }

  /// Passes a preview on only if it is the committed one.
  @Sendable private func preview(_ request: Request, _ context: BasicConsoleContext) async throws -> Response {
    guard let hash = Hash256(hex: context.parameters.get("hash") ?? "") else { throw HTTPError(.notFound) }
    let bytes = try await services.cloud.preview(hash)
    guard Keccak256.hash(bytes) == hash else {
      throw DeskError(.contradiction, "the cloud served another preview than the committed one")
    }
    let type = bytes.starts(with: [0x89, 0x50]) ? "image/png" : "image/jpeg"
    return Response(
      status: .ok, headers: [.contentType: type, .cacheControl: "private, max-age=3600"],
      body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}

extension Array {
  subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
