internal import Hummingbird
internal import VeilCloudAPI
internal import VeilEvidence

/// Heads, entries and proofs of both logs.
struct LogController: Sendable {
  let store: any Store
  let records: LogKeeper
  let audit: LogKeeper
  let anchors: AnchorService
  let clock: CloudClock

  func addRoutes(to router: Router<CloudContext>) {
    router.get("/v1/log/:log") { _, context in try APIReply.json(try await head(try context.log())) }
    router.get("/v1/log/:log/entries") { request, context in
      let query = try QueryReader(request, known: ["from", "count"])
      return try APIReply.json(
        try await entries(
          try context.log(), from: try query.integer("from", in: 0...Int.max >> 1),
          count: try query.integer("count", in: 1...1_000)))
    }
    router.get("/v1/log/:log/inclusion") { request, context in
      let query = try QueryReader(request, known: ["index", "size"])
      return try APIReply.json(
        try await inclusion(
          try context.log(), index: try query.integer("index", in: 0...Int.max >> 1),
          size: try query.integer("size", in: 1...Int.max >> 1)))
    }
    router.get("/v1/log/:log/consistency") { request, context in
      let query = try QueryReader(request, known: ["first", "second"])
      let (first, second) = (
        try query.integer("first", in: 1...Int.max >> 1), try query.integer("second", in: 1...Int.max >> 1)
      )
      guard first <= second else {
        throw CloudError(.notFound, "there is no such proof: “first” is larger than “second”; exchange them")
      }
      return try APIReply.json(try await keeper(try context.log()).consistency(from: first, to: second))
    }
  }

  func keeper(_ log: CloudLog) -> LogKeeper { log == .records ? records : audit }

  func head(_ log: CloudLog) async throws -> LogHeadReply {
    try await keeper(log).head(time: clock.now, anchored: try await anchors.anchored(log))
  }

  func entries(_ log: CloudLog, from: Int, count: Int) async throws -> LogEntriesReply {
    let entries: [LogEntriesReply.Entry]
    switch log {
    case .records:
      entries = try await store.recordEntries(from: from, count: count).enumerated().map {
        .init(index: from + $0, entry: $1, text: nil)
      }
    case .audit:
      entries = try await store.auditEntries(from: from, count: count).map {
        .init(index: $0.index, entry: $0.entry, text: $0.text)
      }
    }
    return LogEntriesReply(log: log, size: await keeper(log).size, entries: entries)
  }

  private func inclusion(_ log: CloudLog, index: Int, size: Int) async throws -> InclusionReply {
    let (root, proof) = try await keeper(log).inclusion(of: index, size: size)
    guard let entry = try await entries(log, from: index, count: 1).entries.first else {
      throw CloudError(.notFound, "the log has no such entry")
    }
    return InclusionReply(entry: entry.entry, root: root, proof: JSONValue(proof.json))
  }
}
