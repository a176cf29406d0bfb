internal import Cryptography
internal import Ethereum
internal import VeilCloudAPI
internal import VeilConsole

/// The page of the ledger and of both logs' heads.
struct LedgerView {
  let terms: ChainTerms
  let records: LogHeadReply
  let audit: LogHeadReply

  var page: ConsolePage {
    let contracts = (terms.description.object ?? [:]).sorted { $0.key < $1.key }.compactMap { name, value in
      value.string.map { Fact(name, hash: $0) }
    }
    let content = DocumentPage(
      "Ledger", subtitle: "Everything that the cloud says can be recomputed from what stands here.",
      figures: [
        Figure("\(records.size)", "records"), Figure("\(audit.size)", "audit entries"),
        Figure("\(terms.chainID)", "chain"),
      ],
      sections: [
        .init("Contracts", text: "The addresses that this cloud trusts.", facts: contracts),
        section("Record log", records), section("Audit log", audit),
      ])
    return .document(content, path: "/ledger")
  }

  private func section(_ title: String, _ head: LogHeadReply) -> DocumentPage.Section {
    var facts = [
      Fact("Size", "\(head.size)"), Fact("Root", hash: head.root.description),
      Fact("The cloud's signature", hash: head.signature.description),
    ]
    if let anchored = head.anchored {
      facts += [
        Fact("Anchored", "\(anchored.size) entries, \(PlaceText.time(anchored.time))"),
        Fact("Anchored root", hash: anchored.root.description),
        Fact("Transaction", hash: anchored.transaction.description),
      ]
    }
    return .init(
      title, badge: head.anchored == nil ? Badge("Not anchored yet", .wait) : Badge("Anchored", .good), facts: facts)
  }
}
