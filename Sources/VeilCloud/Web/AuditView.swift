internal import Cryptography
internal import Ethereum
internal import VeilCloudAPI
internal import VeilConsole

/// A page of the audit log, the latest entry first.
struct AuditView {
  static let pageCount = 100

  let entries: [LogEntriesReply.Entry]
  let size: Int

  var page: ConsolePage {
    let table = DataTable(
      "Audit log", heads: ["No.", "Time", "What", "Of", "How", "Entry"], rows: entries.reversed().map(Self.row),
      empty: ("Nothing yet", "Every view, download, grant, refusal and verification will stand here."))
    let first = entries.first?.index ?? 0
    var sections = [DocumentPage.Section(table: table)]
    if first > 0 {
      let earlier = Link("Earlier entries", to: "/audit?from=\(max(0, first - Self.pageCount))")
      sections.append(.init(facts: [Fact("Before these", link: earlier)]))
    }
    let content = DocumentPage(
      "Audit log", subtitle: "It only grows; consistency can be proven, and its root is written to the ledger daily.",
      figures: [Figure("\(size)", "entries")], sections: sections)
    return .document(content, path: "/audit")
  }

  private static func row(_ entry: LogEntriesReply.Entry) -> [DataTable.Cell] {
    let json = entry.text.flatMap { try? JSON(parsing: $0.utf8) }
    let time = json?["time"]?.int.map { PlaceText.time(UInt64($0)) } ?? ""
    return [
      .init("\(entry.index)"), .init(time), .init(json?["kind"]?.string ?? ""),
      .init(json?["subject"]?.string ?? "", isHash: true), .init(json?["detail"]?.string ?? "", wraps: true),
      .init(entry.entry.description, isHash: true),
    ]
  }
}
