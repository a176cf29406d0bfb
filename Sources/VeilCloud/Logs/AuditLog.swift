internal import Cryptography
internal import Ethereum
internal import VeilCloudAPI
internal import VeilEvidence

/// The log of what the cloud did: every view, download, grant, refusal, verification and request. It only grows, and it
/// names no address of the network and no content.
struct AuditLog: Sendable {
  /// What happened.
  enum Kind: String, Sendable {
    case view, download, grant, refusal, verification, request, originalRequest, approval, reencryption, enrolment
    case handOver, incident, anchor, retention, reorganisation
  }

  /// One thing that happened, to what, and in what way.
  struct Event: Sendable {
    let kind: Kind
    let subject: String
    let detail: String
  }

  private let commit: GroupCommit<Event, Int>

  init(store: any AuditRepository, keeper: LogKeeper, clock: CloudClock) {
    commit = GroupCommit(limit: 2_000) { events in
      let first = await keeper.size
      let time = clock.now
      let entries = events.enumerated().map { index, event in
        let json: JSON = [
          "version": .integer(1), "index": .integer(first + index), "time": .integer(time),
          "kind": .string(event.kind.rawValue), "subject": .string(event.subject), "detail": .string(event.detail),
        ]
        return StoredAudit(index: first + index, text: json.text)
      }
      try await store.appendAudit(entries)
      await keeper.append(entries.map(\.entry))
      return entries.map(\.index)
    }
  }

  /// Writes an entry before it returns: for what must not happen unseen.
  func record(_ kind: Kind, _ subject: String, _ detail: String = "") async throws {
    _ = try await commit.submit([Event(kind: kind, subject: subject, detail: detail)])
  }

  /// Writes an entry soon.
  func note(_ kind: Kind, _ subject: String, _ detail: String = "") async {
    await commit.post([Event(kind: kind, subject: subject, detail: detail)])
  }
}
