import Cryptography
import Ethereum
import Hummingbird
import VeilConsole
import VeilEvidence

/// The owner's inbox, and the answers.
struct InboxPages: Sendable {
  let pages: DeskPages
  private var services: DeskServices { pages.services }

  func add(to router: Router<BasicConsoleContext>) {
    router.get("/inbox", use: list)
    router.get("/inbox/:address", use: show)
    router.post("/inbox/:address/fund", use: fund)
    router.post("/inbox/:address/announce") { request, context in
      try await understood(request)
      return try await act(context, "announced") { _ = try await $0.announceOriginal($1) }
    }
    router.post("/inbox/:address/approve") { request, context in
      let isOriginal = try await pages.form(request)["original"] == "yes"
      return try await act(context, "approved") { _ = try await $0.approve($1, confirmsOriginal: isOriginal) }
    }
    router.post("/inbox/:address/deny") { _, context in
      try await act(context, "denied") { _ = try await $0.deny($1) }
    }
    router.post("/inbox/:address/settle") { _, context in
      try await act(context, "settled") { _ = try await $0.settle($1) }
    }
    router.post("/inbox/:address/withdraw") { request, context in
      let payout = try pages.address(try await pages.form(request).text("payout"))
      return try await act(context, "withdrawn") { _ = try await $0.withdraw($1, to: payout) }
    }
  }

  @Sendable private func list(_ request: Request, _ context: BasicConsoleContext) async throws -> Response {
    let items = try await services.owner.inbox()
    let rows = items.map { item -> [DataTable.Cell] in
      [
        .init(DeskText.short(item.evidence.incident), isHash: true, path: "/inbox/\(item.request.address)"),
        .init(item.request.rendition.description), .init(EtherAmount.text(item.request.reward)),
        .init(item.request.reason.isEmpty ? "–" : item.request.reason, wraps: true),
        .init(DeskText.time(item.request.approveBy * 1_000)), .init(badge: badge(item)),
      ]
    }
    let evidences = try await services.owner.evidences()
    let published = evidences.map { evidence -> [DataTable.Cell] in
      [
        .init(DeskText.short(evidence.incident), isHash: true, path: "/evidence/\(evidence.incident.value.hex)"),
        .init(DeskText.short(evidence.owner), isHash: true), .init(badge: DeskText.badge(evidence.status)),
      ]
    }
    let content = DocumentPage(
      "Inbox",
      subtitle:
        "Requests for your films. This desk reads all requests and sorts them here, so that nobody learns which are yours.",
      figures: [
        Figure("\(items.filter { $0.request.state == .requested }.count)", "to answer"),
        Figure("\(evidences.count)", "incidents published"),
        Figure(EtherAmount.text(items.reduce(.zero) { (try? $0.adding($1.credit)) ?? $0 }), "to take out"),
      ],
      sections: [
        .init(
          table: DataTable(
            "Requests", heads: ["Incident", "Film", "Reward", "Reason", "Answer until", "State"], rows: rows,
            empty: ("Nobody has asked", "Requests for your films appear here, with their reward."))),
        .init(
          "Your incidents",
          table: DataTable(
            "Incidents", heads: ["Incident", "Account", "State"], rows: published,
            empty: ("Nothing published yet", "When a paired camera notices an accident, it appears here."))),
      ])
    return await pages.page(.document(content, path: "/inbox"), request, context)
  }

  private func badge(_ item: InboxItem) -> Badge {
    item.request.state == .requested ? Badge("answer", .wait) : DeskText.badge(item.request.state)
  }

  @Sendable private func show(_ request: Request, _ context: BasicConsoleContext) async throws -> Response {
    let item = try await services.owner.item(try pages.address(context))
    var content = AnswerPage()
    content.title = "Request for \(DeskText.short(item.evidence.incident))"
    content.subtitle = "The \(item.request.rendition) film, for \(EtherAmount.text(item.request.reward))"
    content.token = context.session?.token ?? ""
    content.badge = badge(item)
    content.steps = DeskText.steps(item.request.state)
    content.reason = item.request.reason.isEmpty ? nil : item.request.reason
    content.previews = DeskText.previews(item.evidence.binding.previews)
    content.facts = DeskText.facts(item.request)
    let plan = item.next(now: services.now()) == .answer ? try await services.owner.funding(item.request.address) : nil
    AnswerActions(item: item, plan: plan, now: services.now(), wallet: services.wallet.address).fill(&content)
    let page = ConsolePage(content.title, path: "/inbox", template: .answer, content: content)
    return await pages.page(page, request, context)
  }

  // MARK: Answering

  @Sendable private func fund(_ request: Request, _ context: BasicConsoleContext) async throws -> Response {
    try await understood(request)
    let wallet = services.wallet
    return try await act(context, "funded") { owner, address in
      _ = try await owner.fund(try await owner.funding(address), from: wallet)
    }
  }

  private func understood(_ request: Request) async throws {
    guard try await pages.form(request)["understood"] == "yes" else {
      throw DeskError(.notAllowed, "tick the box first; it says what cannot be taken back")
    }
  }

  private func act(
    _ context: BasicConsoleContext, _ done: String, _ body: (Owner, Address) async throws -> Void
  ) async throws -> Response {
    let address = try pages.address(context)
    try await body(services.owner, address)
    return ConsoleSite.redirect(to: "/inbox/\(address)?done=\(done)")
  }
}
