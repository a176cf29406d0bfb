import Cryptography
import Ethereum
import Hummingbird
import VeilCloudAPI
import VeilConsole

/// The desk's own audit log, and the cloud's with its proofs.
struct AuditPages: Sendable {
  let pages: DeskPages
  private var services: DeskServices { pages.services }

  func add(to router: Router<BasicConsoleContext>) { router.get("/audit", use: audit) }

  @Sendable private func audit(_ request: Request, _ context: BasicConsoleContext) async throws -> Response {
    let content = DocumentPage(
      "Audit log",
      subtitle:
        "What this desk did with your keys. Each line carries the hash of the one before; the chain was checked when this page was made.",
      badge: Badge("chain intact", .good), sections: [own(try services.ownerStore.auditLog())] + (await cloud()))
    return await pages.page(.document(content, path: "/audit"), request, context)
  }

  private func own(_ entries: [AuditEntry]) -> DocumentPage.Section {
    .init(
      table: DataTable(
        "Audit log", heads: ["No.", "Time", "Action", "About", "Reason", "Hash"],
        rows: entries.reversed().map { entry in
          [
            .init("\(entry.number ?? 0)"), .init(DeskText.time(entry.time)), .init(entry.action),
            .init(DeskText.short(entry.subject), isHash: true),
            .init(entry.reason.isEmpty ? "–" : entry.reason, wraps: true),
            .init(DeskText.short(entry.hash), isHash: true),
          ]
        }, empty: ("Nothing yet", "Approvals, denials and payments of this desk are written down here.")))
  }

  /// Nothing where the desk knows no cloud that can be asked.
  private func cloud() async -> [DocumentPage.Section] {
    guard let source = services.cloudAudit else { return [] }
    let title = "The cloud's audit log"
    guard
      let audit = try? await CloudAudit.read(source, ledger: services.ledger, store: services.ownerStore)
    else {
      return [
        .init(
          title, badge: Badge("not checked", .wait),
          text: "The cloud or the ledger does not answer; reload the page later.")
      ]
    }
    let badge = audit.isRight ? Badge("checked", .good) : Badge("do not trust it", .bad)
    let text =
      "What the cloud did: \(audit.size) entries. It only grows, and everything here was checked on this machine."
    return [
      .init(title, badge: badge, text: text, checks: DeskText.checks(audit.checks)),
      .init(
        table: DataTable(
          "The cloud's audit log", heads: ["No.", "Time", "What", "Of", "How"],
          rows: audit.entries.reversed().map(Self.row),
          empty: ("Nothing yet", "Every view, download, grant, refusal and verification will stand here."))),
    ]
  }

  private static func row(_ entry: LogEntriesReply.Entry) -> [DataTable.Cell] {
    let json = entry.text.flatMap { try? JSON(parsing: Array($0.utf8)) }
    let time = json?["time"]?.int.map { DeskText.time(Int64($0)) } ?? ""
    return [
      .init("\(entry.index)"), .init(time), .init(json?["kind"]?.string ?? ""),
      .init(json?["subject"]?.string ?? "", isHash: true), .init(json?["detail"]?.string ?? "", wraps: true),
    ]
  }
}
