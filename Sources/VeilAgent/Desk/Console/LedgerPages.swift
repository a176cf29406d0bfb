import Cryptography
import Ethereum
import Hummingbird
import VeilConsole
import VeilEvidence

/// What the ledger shows.
struct LedgerPages: Sendable {
  let pages: DeskPages
  private var services: DeskServices { pages.services }

  func add(to router: Router<BasicConsoleContext>) { router.get("/ledger", use: ledger) }

  @Sendable private func ledger(_ request: Request, _ context: BasicConsoleContext) async throws -> Response {
    let rules = try await services.ledger.rules()
    let (evidences, requests) = (try await services.ledger.evidences(), try await services.ledger.requests())
    let content = DocumentPage(
      "Ledger", subtitle: "What everybody can see, read from your own node.",
      figures: [
        Figure("\(evidences.count)", "evidence contracts"), Figure("\(requests.count)", "requests"),
        Figure("\(requests.filter { $0.state == .settled }.count)", "settled"),
        Figure("\(rules.chainID)", "chain"),
      ],
      sections: [
        .init(
          "Contracts",
          facts: [
            Fact("Factory of evidence", hash: rules.factory.description),
            Fact("Least reward", EtherAmount.text(rules.minimumReward)),
            Fact("Your account", hash: services.requester.address.description),
            Fact("It has", EtherAmount.text(try await services.ledger.balance(of: services.requester.address))),
          ]),
        .init("Requests", table: table(requests)), .init("Evidence", table: table(evidences)),
      ])
    return await pages.page(.document(content, path: "/ledger"), request, context)
  }

  private func table(_ requests: [DeskRequest]) -> DataTable {
    DataTable(
      "Requests", heads: ["Request", "Evidence", "Film", "Reward", "State"],
      rows: requests.reversed().map { request in
        [
          .init(DeskText.short(request.address), isHash: true), .init(DeskText.short(request.evidence), isHash: true),
          .init(request.rendition.description), .init(EtherAmount.text(request.reward)),
          .init(badge: DeskText.badge(request.state)),
        ]
      }, empty: ("No requests", "Nobody has asked for a film on this ledger yet."))
  }

  private func table(_ evidences: [DeskEvidence]) -> DataTable {
    DataTable(
      "Evidence", heads: ["Evidence", "Incident", "Device", "State"],
      rows: evidences.reversed().map { evidence in
        [
          .init(DeskText.short(evidence.address), isHash: true),
          .init(DeskText.short(evidence.incident), isHash: true, path: "/evidence/\(evidence.incident.value.hex)"),
          .init((try? evidence.device()).map { DeskText.short($0) } ?? "–", isHash: true),
          .init(badge: DeskText.badge(evidence.status)),
        ]
      }, empty: ("No evidence", "No camera has published an incident on this ledger yet."))
  }
}
