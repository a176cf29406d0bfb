import Cryptography
import Hummingbird
import VeilConsole
import VeilRegistry

/// Who looked at what and why, checked line by line and against what was anchored on the ledger.
struct RegistryAuditPages: Sendable {
  /// Lines of one page.
  private static let count = 200

  let pages: RegistryPages

  func add(to router: Router<BasicConsoleContext>) {
    router.get("/audit", use: audit)
    router.post("/audit/anchor") { _, _ in
      try await pages.services.withRegistry { _ = try await $0.anchorAudit() }
      return ConsoleSite.redirect(to: "/audit?done=anchored")
    }
  }

  @Sendable private func audit(_ request: Request, _ context: BasicConsoleContext) async throws -> Response {
    var page = WorkPage(
      "Audit log",
      subtitle:
        "Every line carries the hash of the one before, and the root over all lines is anchored on the ledger. Both were checked when this page was made."
    )
    let audit: (lines: [AuditLine], anchored: Int)
    do {
      audit = try await pages.services.withRegistry { try await $0.audit() }
    } catch let error as RegistryError where error.code == .tampered {
      page.badge = Badge("do not trust it", .bad)
      return pages.page(page, path: "/audit", request, context, trouble: error.message)
    }
    page.badge = Badge("chain intact", .good)
    let fields = FormFields(text: request.uri.query ?? "")
    let end = min(max(0, fields.text("before").flatMap { Int($0) } ?? audit.lines.count), audit.lines.count)
    page.sections = [state(audit), table(audit.lines[max(0, end - Self.count)..<end])]
    if audit.anchored < audit.lines.count {
      page.forms = [
        FormCard(
          "anchor", title: "Anchor", text: "Writes size and root of the log on the ledger.", path: "/audit/anchor",
          token: pages.token(context), fields: [], button: "Anchor now", busy: "Anchoring …")
      ]
    }
    return pages.page(page, path: "/audit", request, context)
  }

  private func state(_ audit: (lines: [AuditLine], anchored: Int)) -> DocumentPage.Section {
    let open = audit.lines.count - audit.anchored
    let anchored =
      audit.anchored == 0
      ? "nothing is anchored yet"
      : "the root over the first \(audit.anchored) lines is the anchored one; \(open) lines are not anchored yet"
    return .init(checks: [
      Check("Chain", .right, "\(audit.lines.count) lines, each with the hash of the one before"),
      Check(
        "Ledger", open == 0 ? .right : .open,
        open == 0 ? "the root over all lines is the anchored one" : anchored),
    ])
  }

  private func table(_ lines: ArraySlice<AuditLine>) -> DocumentPage.Section {
    let first = lines.first?.number ?? 1
    let older =
      first > 1 ? [Fact("Older lines", link: Link("before line \(first)", to: "/audit?before=\(first - 1)"))] : []
    return .init(
      facts: older,
      table: DataTable(
        "Audit log", heads: ["Line", "Time", "Manager", "Agreed by", "Action", "Case", "Records", "Reason"],
        rows: lines.reversed().map(row), empty: ("Nothing yet", "Every look into the registry is written down here.")))
  }

  private func row(_ line: AuditLine) -> [DataTable.Cell] {
    [
      .init("\(line.number)"), .init(RegistryText.time(line.time)),
      .init(DeskText.short(line.manager), isHash: true),
      .init(line.consent.map { DeskText.short($0.second) } ?? "–", isHash: true), .init(line.action.rawValue),
      .init(line.caseNumber),
      records(line), .init(line.reason.isEmpty ? "–" : line.reason, wraps: true),
    ]
  }

  /// One record as a link, several as a count; a manager's account is no record.
  private func records(_ line: AuditLine) -> DataTable.Cell {
    guard line.records.count == 1, let name = line.records.first else {
      return .init(line.records.isEmpty ? "–" : "\(line.records.count)")
    }
    let path = (try? RecordID(name)).map { "/records/\($0)" }
    return .init("\(name.prefix(8))…", isHash: true, path: path)
  }
}
