internal import Cryptography
internal import Ethereum
internal import VeilCloudAPI
internal import VeilEvidence

/// The latest entries of the cloud's audit log, and whether it is the log that it has always been: signed by the cloud's
/// account, grown from what this desk saw last, grown from what stands on the ledger, with the shown entries in it.
struct CloudAudit {
  /// How many entries are shown, each with its proof.
  static let shown = 20

  let size: Int
  /// The latest last.
  let entries: [LogEntriesReply.Entry]
  let checks: [DeskCheck]

  var isRight: Bool { checks.allSatisfy { $0.outcome != .wrong } }

  /// Reads and checks; what was found right is remembered for the next look.
  static func read(_ source: any CloudAuditSource, ledger: any SharingLedger, store: DeskStore) async throws
    -> CloudAudit
  {
    let (cloud, anchored) = (try await ledger.rules().cloud, try await ledger.anchoredAudit())
    let head = try await source.auditHead()
    let mark = LogMark(size: head.size, root: head.root)
    var checks = [signature(of: head, by: cloud)]
    checks.append(
      try await growth(
        "Since your last look", from: try store.auditMark(of: cloud), to: mark, source,
        none: "this desk has not looked before"))
    checks.append(
      try await growth(
        "Against the ledger", from: anchored, to: mark, source, none: "no root was written to the ledger yet"))
    let first = max(0, head.size - shown)
    let entries = head.size == 0 ? [] : try await source.auditEntries(from: first, count: head.size - first).entries
    checks.append(try await inclusion(of: entries, from: first, in: mark, source))
    let audit = CloudAudit(size: head.size, entries: entries, checks: checks)
    if audit.isRight { try store.remember(mark, of: cloud) }
    return audit
  }

  private static func signature(of head: LogHeadReply, by cloud: Address) -> DeskCheck {
    let text = LogHeadReply.message(log: .audit, size: head.size, root: head.root, time: head.time)
    let signer = try? PersonalMessage.signer(
      of: Array(text.utf8), try RecoverableSignature(bytes: head.signature.bytes))
    return signer == cloud
      ? DeskCheck("Signature", .right, "the cloud's account on the ledger has signed this root")
      : DeskCheck("Signature", .wrong, "this root is not signed by the cloud's account on the ledger")
  }

  private static func growth(
    _ subject: String, from first: LogMark?, to second: LogMark, _ source: any CloudAuditSource, none: String
  ) async throws -> DeskCheck {
    guard let first, first.size > 0 else { return DeskCheck(subject, .open, none) }
    guard first.size <= second.size else {
      return DeskCheck(subject, .wrong, "the log had \(first.size) entries and has \(second.size) now")
    }
    do {
      let reply = try await source.auditConsistency(first: first.size, second: second.size)
      let proof = try ConsistencyProof(json: reply.proof.json)
      guard proof.first == first.size, proof.second == second.size else { throw EvidenceError.otherProof }
      try proof.verify(firstRoot: first.root, secondRoot: second.root)
      return DeskCheck(subject, .right, "the log of \(first.size) entries is the beginning of this one")
    } catch is EvidenceError {
      return DeskCheck(subject, .wrong, "it is not proven that the first \(first.size) entries are what they were")
    }
  }

  private static func inclusion(
    of entries: [LogEntriesReply.Entry], from first: Int, in mark: LogMark, _ source: any CloudAuditSource
  ) async throws -> DeskCheck {
    let wrong = DeskCheck("Entries", .wrong, "an entry is not the one that the log holds")
    guard entries.map(\.index) == Array(first..<mark.size) else { return wrong }
    for entry in entries {
      guard let text = entry.text, Keccak256.hash(text.utf8) == entry.entry else { return wrong }
      do {
        let proof = try InclusionProof(
          json: try await source.auditInclusion(index: entry.index, size: mark.size).proof.json)
        guard proof.index == entry.index, proof.size == mark.size else { return wrong }
        try RecordLog.verify(entry.entry, proof, root: mark.root)
      } catch is EvidenceError {
        return wrong
      }
    }
    return DeskCheck("Entries", .right, "each of the \(entries.count) shown is proven to be in the log")
  }
}

extension EvidenceError {
  fileprivate static let otherProof = EvidenceError(.invalidProof, "the proof is about other logs")
}
