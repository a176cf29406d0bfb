internal import Cryptography
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import VeilCloudAPI
internal import VeilConsole
internal import VeilEvidence

/// The pages for people: search, evidence, ledger and audit log. They work without JavaScript.
struct PageController: Sendable {
  let site: ConsoleSite
  let search: SearchService
  let incidents: IncidentController
  let logs: LogController
  let chain: any EvidenceChainPort
  let audit: AuditLog
  let clock: CloudClock

  static let navigation = [
    NavigationItem("Search", path: "/"), NavigationItem("Ledger", path: "/ledger"),
    NavigationItem("Audit log", path: "/audit"),
  ]

  func addRoutes(to router: RouterGroup<CloudContext>) {
    router.get("/") { request, _ in try await searchPage(request) }
    router.get("/evidence/:evidence") { _, context in
      guard let incident = try await incidents.store.incident(evidence: try context.address("evidence")) else {
        throw ConsoleError(.notFound, "This cloud has no such evidence.")
      }
      await audit.note(.view, incident.id.description, "page")
      return site.response(EvidenceView(try await incidents.reply(incident)).page)
    }
    router.get("/ledger") { _, _ in
      let heads = try await (logs.head(.records), logs.head(.audit))
      return site.response(LedgerView(terms: chain.terms, records: heads.0, audit: heads.1).page)
    }
    router.get("/audit") { request, _ in
      let size = await logs.audit.size
      let first = request.uri.queryParameters["from"].flatMap { Int($0) } ?? max(0, size - AuditView.pageCount)
      let entries = try await logs.entries(.audit, from: min(max(0, first), size), count: AuditView.pageCount)
      return site.response(AuditView(entries: entries.entries, size: size).page)
    }
  }

  private func searchPage(_ request: Request) async throws -> Response {
    let form = SearchForm(request, now: clock.now)
    let found = try await search.search(form.query)
    return site.response(form.page(found))
  }
}
