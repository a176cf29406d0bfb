import Cryptography
import Ethereum
import Foundation
import Hummingbird
import VeilConsole
import VeilEvidence

/// The requester's list, redeeming, and watching the opened film.
struct RequestPages: Sendable {
  let pages: DeskPages
  private var services: DeskServices { pages.services }

  func add(to router: Router<BasicConsoleContext>) {
    router.get("/requests", use: list)
    router.get("/requests/:address", use: show)
    router.get("/requests/:address/films/:number", use: film)
    router.get("/jobs/:subject", use: job)
    router.post("/requests/:address/redeem", use: redeem)
    router.post("/requests/:address/confirm") { try await act($0, $1, "confirmed") { _ = try await $0.confirm($1) } }
    router.post("/requests/:address/dispute") { try await act($0, $1, "disputed") { _ = try await $0.dispute($1) } }
    router.post("/requests/:address/refund") { try await act($0, $1, "refunded") { _ = try await $0.refund($1) } }
    router.post("/requests/:address/withdraw", use: withdraw)
  }

  @Sendable private func list(_ request: Request, _ context: BasicConsoleContext) async throws -> Response {
    let rows = try await services.requester.requests().map { tracked -> [DataTable.Cell] in
      let path = tracked.ledger.map { "/requests/\($0.address)" }
      return [
        .init(DeskText.short(tracked.incident), isHash: true, path: path), .init(tracked.rendition.description),
        .init(EtherAmount.text((try? UInt256(decimal: tracked.stored.reward)) ?? .zero)),
        .init(DeskText.time(tracked.stored.createdAt)),
        .init(badge: tracked.ledger.map { DeskText.badge($0.state) } ?? Badge("on its way", .wait)),
        .init(next(tracked)),
      ]
    }
    let table = DataTable(
      "Your requests", heads: ["Incident", "Film", "Reward", "Made", "State", "Next"], rows: rows,
      empty: ("No requests yet", "Search for an incident and ask its owner for the film."))
    let content = DocumentPage(
      "Your requests",
      subtitle: "Films you asked for. Each request has a key of its own, made and kept on this machine.",
      sections: [.init(table: table)])
    return await pages.page(.document(content, path: "/requests"), request, context)
  }

  private func next(_ tracked: TrackedRequest) -> String {
    switch tracked.next(now: services.now()) {
    case .wait: "wait"
    case .redeem: "redeem"
    case .watch: "watch"
    case .refund: "take back"
    case .withdraw: "withdraw"
    case .nothing: ""
    }
  }

  @Sendable private func show(_ request: Request, _ context: BasicConsoleContext) async throws -> Response {
    let tracked = try await services.requester.tracked(try pages.address(context))
    guard let ledger = tracked.ledger else { throw HTTPError(.notFound) }
    var content = RequestPage()
    content.title = "Request for \(DeskText.short(tracked.incident))"
    content.subtitle = "The \(tracked.rendition) film, for \(EtherAmount.text(ledger.reward))"
    content.token = context.session?.token ?? ""
    content.badge = DeskText.badge(ledger.state)
    content.steps = DeskText.steps(ledger.state)
    if await services.jobs.isBusy(ledger.address.description) { content.job = "/jobs/\(ledger.address)" }
    content.fault = tracked.stored.fault
    content.films = (tracked.stored.films ?? []).enumerated().map { index, path in
      RequestPage.Film(
        title: tracked.rendition == .protected ? "The film" : "Recording \(index + 1)",
        path: "/requests/\(ledger.address)/films/\(index)", file: path)
    }
    content.checks = DeskText.checks(tracked.stored.checks ?? [])
    content.facts = DeskText.facts(ledger)
    RequestActions(tracked: tracked, ledger: ledger, now: services.now(), account: services.requester.address)
      .fill(&content)
    let page = ConsolePage(content.title, path: "/requests", template: .request, content: content)
    return await pages.page(page, request, context)
  }

  // MARK: Doing

  @Sendable private func redeem(_ request: Request, _ context: BasicConsoleContext) async throws -> Response {
    let address = try pages.address(context)
    _ = try await services.requester.tracked(address)
    let services = services
    await services.jobs.start(address.description, text: "Checking the key …") { report in
      // What goes wrong is stored with the request and shown on its page.
      _ = try? await services.requester.redeem(address, into: services.films) { stage, done, total in
        report(stage.rawValue.prefix(1).uppercased() + stage.rawValue.dropFirst() + " …", done, total)
      }
    }
    return ConsoleSite.redirect(to: "/requests/\(address)")
  }

  private func act(
    _ request: Request, _ context: BasicConsoleContext, _ done: String,
    _ body: (Requester, Address) async throws -> Void
  ) async throws -> Response {
    let address = try pages.address(context)
    try await body(services.requester, address)
    return ConsoleSite.redirect(to: "/requests/\(address)?done=\(done)")
  }

  @Sendable private func withdraw(_ request: Request, _ context: BasicConsoleContext) async throws -> Response {
    let payout = try pages.address(try await pages.form(request).text("payout"))
    return try await act(request, context, "withdrawn") { _ = try await $0.withdraw($1, to: payout) }
  }

  @Sendable private func job(_ request: Request, _ context: BasicConsoleContext) async throws -> Response {
    let subject = context.parameters.get("subject") ?? ""
    guard let state = await services.jobs.state(subject) else { throw HTTPError(.notFound) }
    let body = try JSONEncoder().encode(state)
    return Response(
      status: .ok, headers: [.contentType: "application/json"], body: .init(byteBuffer: ByteBuffer(bytes: body)))
  }

  /// Only paths that the desk stored itself are served, by their number.
  @Sendable private func film(_ request: Request, _ context: BasicConsoleContext) async throws -> Response {
    let tracked = try await services.requester.tracked(try pages.address(context))
    guard let number = Int(context.parameters.get("number") ?? ""), let path = tracked.stored.films?[safe: number]
    else {
      throw HTTPError(.notFound)
    }
    return try await RangedFile(path: path, mediaType: MediaTypes.film(path)).response(to: request, context: context)
  }
}
